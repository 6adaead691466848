package io.leanagentic.internal.agent;

import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.mailbox.ControlNode;
import io.leanagentic.internal.scheduler.StackProbe;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a mailbox that drops its oldest when full. A sender cannot take the oldest
 * element off a stack, so these wait in a queue behind a lock, and one event in the mailbox stands
 * for all of them.
 */
final class DropOldestQueue {

  private record Waiting(Object message, @Nullable Along along) {}

  /**
   * The event that stands for a queue with messages: handles one and stands again if there are
   * more.
   */
  private static final Event NEXT =
      new Event() {
        @Override
        boolean mayOvertake() {
          return false; // it stands for messages
        }

        @Override
        void apply(AgentCell<?> cell) throws Exception {
          if (handleOne(cell)) {
            cell.putSurely(this);
          }
        }
      };

  private DropOldestQueue() {}

  private static ArrayDeque<Object> queue(AgentCell<?> cell) {
    ColdState x = cell.coldState();
    synchronized (x) {
      if (x.latest == null) {
        x.latest = new ArrayDeque<>();
      }
      return x.latest;
    }
  }

  static int size(AgentCell<?> cell) {
    ColdState x = cell.coldStateOrNull();
    if (x == null || x.latest == null) {
      return 0;
    }
    ArrayDeque<Object> queue = queue(cell);
    synchronized (queue) {
      return queue.size();
    }
  }

  static Delivery offer(AgentCell<?> cell, Object message, @Nullable Along along) {
    ColdState x = cell.coldState();
    ArrayDeque<Object> queue = queue(cell);
    Waiting dropped = null;
    int depth;
    boolean announce = false;
    var waiting = new Waiting(message, along);
    // Once it is announced, no memory may be needed: so it is allocated before, unless it exists.
    var event = x.latestAnnounced ? null : new ControlNode(NEXT);
    synchronized (queue) {
      if (!cell.isOpen() || cell.is(AgentState.LAST_SENT)) {
        depth = 0;
      } else {
        if (!x.latestAnnounced) {
          event = event == null ? new ControlNode(NEXT) : event;
          StackProbe.check(cell.settings.blocking); // once announced, the event must follow
        }
        if (queue.size() >= cell.settings.capacity) {
          dropped = (Waiting) queue.poll();
        }
        queue.add(waiting);
        depth = queue.size();
        announce = !x.latestAnnounced;
        x.latestAnnounced = true;
      }
    }
    if (depth == 0) {
      return cell.refuse(message, along, Delivery.STOPPED, Reason.STOPPED);
    }
    if (announce && event != null) {
      try {
        if (!cell.putNode(event)) {
          dropAll(cell, Reason.STOPPED);
        }
      } catch (Throwable t) { // the stack is exhausted, so no call is made: no event stands for it
        synchronized (queue) {
          x.latestAnnounced = false;
        }
        throw t;
      }
    }
    if (dropped != null) { // after the event: what is reported may fail
      cell.refuse(dropped.message(), dropped.along(), Delivery.DROPPED, Reason.DROPPED_OLDEST);
    }
    return depth >= cell.settings.highWater ? Delivery.PRESSURED : Delivery.ACCEPTED;
  }

  /** Handles the oldest message; returns whether more wait, so that the event must be put again. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // `events`: by one thread at a time
  private static boolean handleOne(AgentCell<?> cell) throws Exception {
    ColdState x = cell.coldState();
    ArrayDeque<Object> queue = queue(cell);
    Waiting next;
    boolean more;
    synchronized (queue) {
      next = (Waiting) queue.poll();
      more = !queue.isEmpty();
      x.latestAnnounced = more;
    }
    if (next != null && Questions.isToBeSkipped(next.along(), next.message())) {
      cell.settings.reports.countSkipped();
    } else if (next != null) {
      cell.settings.reports.countHandled();
      x.unnumbered++; // the event that stood for it is a message
      try {
        cell.handleSent(next.message(), next.along());
      } catch (Throwable t) {
        if (more) {
          cell.putSurely(NEXT);
        }
        throw t;
      }
    }
    return more;
  }

  static void dropAll(AgentCell<?> cell, Reason reason) {
    ColdState x = cell.coldStateOrNull();
    if (x == null || x.latest == null) {
      return;
    }
    ArrayDeque<Object> queue = queue(cell);
    for (; ; ) {
      Waiting next;
      synchronized (queue) {
        next = (Waiting) queue.poll();
      }
      if (next == null) {
        return;
      }
      cell.settings.reports.lost(cell, next.message(), next.along(), reason);
    }
  }
}

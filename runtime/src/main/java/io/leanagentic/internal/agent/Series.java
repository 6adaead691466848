package io.leanagentic.internal.agent;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Delivery;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.internal.await.Along;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many signals from one agent to another, made as there is room: {@code context.signalAll}.
 *
 * <p>The agent does not park: when there is no room, the series gets in line with the message it
 * made last, and continues in a later turn of its agent. The thread that grants it room delivers
 * that message in its place, so no room is held for an agent that is running something else.
 */
final class Series<T> extends Event implements CapacityWaiters.Waiter {
  private final AgentCell<?> cell;
  private final AgentCell<?> target;
  private final Iterator<? extends T> messages;
  private final Runnable then;
  private final @Nullable Consumer<? super Throwable> onFailure;

  /** The pairs of the turn that began it. */
  private final @Nullable Along along;

  /**
   * The message that was made and not delivered. Once it is in line, it belongs to the thread that
   * grants room.
   */
  private @Nullable T next;

  private CapacityWaiters.@Nullable Place place;
  private boolean again;
  private boolean complete;
  private @Nullable RuntimeException failure;
  private boolean ended;

  private Series(
      AgentCell<?> cell,
      AgentCell<?> target,
      Iterator<? extends T> messages,
      Runnable then,
      @Nullable Consumer<? super Throwable> onFailure) {
    this.cell = cell;
    this.target = target;
    this.messages = Objects.requireNonNull(messages, "messages");
    this.then = Objects.requireNonNull(then, "then");
    this.onFailure = onFailure;
    this.along = Along.of(null, cell.turn().pairs);
  }

  /** Begins, in the turn of {@code cell}. */
  static <T> void begin(
      AgentCell<?> cell,
      AgentRef<T> target,
      Iterator<? extends T> messages,
      Runnable then,
      @Nullable Consumer<? super Throwable> onFailure) {
    if (cell.is(AgentState.STOPPING | AgentState.RESTARTING)) {
      throw new IllegalStateException(
          cell.path() + " is ending or restarting and begins no series");
    }
    var series =
        new Series<T>(
            cell,
            ((AgentCell<T>) Objects.requireNonNull(target, "target")).self(),
            messages,
            then,
            onFailure);
    open(cell).add(series);
    if (cell.outbox().has(series.target)) {
      cell.putEvent(series); // behind what was deferred
    } else {
      series.advance();
    }
  }

  private static List<Series<?>> open(AgentCell<?> cell) {
    Outbox box = cell.outbox();
    if (box.series == null) {
      box.series = new ArrayList<>(2);
    }
    return box.series;
  }

  /** Ends all series of an agent that ends or restarts. In its turn. */
  static void abandonAll(@Nullable ColdState x) {
    Outbox box = x == null ? null : x.outbox;
    List<Series<?>> all = box == null ? null : box.series;
    if (box != null && all != null) {
      box.series = null;
      all.forEach(Series::abandon);
    }
  }

  private void abandon() {
    ended = true;
    CapacityWaiters.Place p = place;
    // If it is no longer in line, its last message is being delivered.
    if (p == null || target.coldState().waiters().leave(target, p)) {
      discard(Reason.ABORTED);
    }
    if (p != null) {
      Backpressure.relieve(target);
    }
  }

  /** A message that was made and found no room becomes a dead letter, counted like any other. */
  private void discard(Reason reason) {
    T last = next;
    if (last != null) {
      next = null;
      cell.settings.reports.countSignal();
      target.refuse(last, along, Delivery.STOPPED, reason);
    }
  }

  /** Makes and sends messages while there is room, within a budget. In the agent's turn. */
  private void advance() {
    try {
      for (int left = cell.settings.budget; left > 0; left--) {
        if (next == null) {
          if (!messages.hasNext()) {
            complete = true;
            break;
          }
          T made = Objects.requireNonNull(messages.next(), "message of a series");
          MessageChecks.leaves(target, made);
          next = made;
        }
        Delivery delivery = put(AgentMailbox.OUTSIDER);
        if (delivery == null) {
          place = target.coldState().waiters().add(target, this, again);
          again = true;
          Backpressure.relieve(target); // it may have emptied or ended before it could see this
          return;
        }
        if (delivery == Delivery.STOPPED) {
          discard(Reason.STOPPED);
          failure =
              new AgentStoppedException(
                  target.path() + " has ended or is ending and takes no more of the series");
          break;
        }
        again = false;
      }
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      ended = true;
      open(cell).remove(this);
      throw e;
    }
    cell.putEvent(this); // the rest, or the end, in a turn of its own
  }

  private @Nullable Delivery put(int allowance) {
    T message = next;
    if (message == null) {
      return null;
    }
    target.settings.host.touched(target);
    boolean latest = target.settings.config.mailbox().overflow() == OverflowPolicy.DROP_OLDEST;
    Delivery delivery =
        latest
            ? DropOldestQueue.offer(target, message, along)
            : target.tryPut(message, along, allowance);
    if (latest || (delivery != null && delivery != Delivery.STOPPED)) {
      next = null;
      cell.settings.reports.countSignal();
    }
    return delivery;
  }

  @Override
  public void granted(CapacityWaiters.Place place) {
    try {
      put(AgentMailbox.GRANTED);
    } finally {
      target.coldState().waiters().leave(target, place);
      if (!cell.putEvent(this)) {
        drop();
      }
    }
  }

  @Override
  void drop() {
    discard(Reason.ABORTED);
  }

  @Override
  void apply(AgentCell<?> self) throws Exception {
    if (ended) {
      drop(); // it never got room
      return;
    }
    place = null;
    TurnPairs.during(cell, Along.pairs(along), this::goOn);
  }

  private void goOn() {
    if (failure == null && !complete) {
      advance();
      return;
    }
    ended = true;
    open(cell).remove(this);
    RuntimeException cause = failure;
    if (cause == null) {
      then.run();
    } else if (onFailure != null) {
      onFailure.accept(cause);
    } else {
      throw cause;
    }
  }
}

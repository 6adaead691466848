package io.leanagentic.internal.agent;

import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.scheduler.Parking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A thread that waits in place until a full mailbox takes its message. */
final class RoomWait {
  private static final int SPINS = 200;

  /** The outcome for the cycle that the wait would close. */
  private enum Cycle {
    /** There is none. */
    NONE,
    /** It was opened: there is room. */
    OPENED,
    /** It cannot be opened: all mailboxes have grown as far as they may. */
    CAPPED
  }

  private final AgentCell<?> full;
  private final @Nullable AgentCell<?> sender;
  private final Object message;
  private final @Nullable Along along;
  private final AgentSettings settings;
  private final CapacityWaiters waiters;
  private final CapacityWaiters.WaitingThread waiter;
  private final Parking parking = Parking.ofThread();
  private @Nullable Alarm alarm;
  private CapacityWaiters.@Nullable Place place;

  private RoomWait(
      AgentCell<?> full, @Nullable AgentCell<?> sender, Object message, @Nullable Along along) {
    this.full = full;
    this.sender = sender;
    this.message = message;
    this.along = along;
    this.settings = full.settings;
    this.waiters = full.coldState().waiters();
    this.waiter = new CapacityWaiters.WaitingThread(sender);
  }

  /**
   * Waits until the mailbox of {@code full} takes the message, for a thread that may wait.
   *
   * @param sender the loop agent that waits, or null for a thread outside
   * @param nanos how long; Long.MAX_VALUE for ever
   */
  static Delivery send(
      AgentCell<?> full,
      @Nullable AgentCell<?> sender,
      Object message,
      @Nullable Along along,
      long nanos) {
    for (int i = 0; i < SPINS; i++) {
      Delivery delivery = full.tryPut(message, along, AgentMailbox.OUTSIDER);
      if (delivery != null) {
        return taken(full, delivery, message, along);
      }
      Thread.onSpinWait();
    }
    return new RoomWait(full, sender, message, along).send(nanos);
  }

  private static Delivery taken(
      AgentCell<?> full, Delivery delivery, Object message, @Nullable Along along) {
    return delivery == Delivery.STOPPED
        ? full.refuse(message, along, Delivery.STOPPED, Reason.STOPPED)
        : delivery;
  }

  private Delivery send(long nanos) {
    if (sender != null) {
      sender.coldState().waitsInPlace = parking; // before others see that it waits
    }
    try {
      if (nanos != Long.MAX_VALUE && nanos > 0) {
        alarm = new Alarm(parking);
        settings.timers.schedule(alarm, nanos);
      }
      for (boolean again = false; ; again = true) {
        Cycle cycle = sender == null ? Cycle.NONE : openCycles(sender);
        if (cycle == Cycle.CAPPED) {
          return full.refuse(message, along, Delivery.DROPPED, Reason.GROWTH_CAP);
        }
        if (cycle == Cycle.NONE) {
          place = waiters.add(full, waiter, again);
          Backpressure.relieve(full);
        }
        boolean over = park(nanos == 0);
        Delivery delivery = isInLine() ? null : put();
        if (delivery != null) {
          return taken(full, delivery, message, along);
        }
        leave();
        if (over) {
          return full.reject(message, false);
        }
      }
    } finally {
      if (alarm != null) {
        alarm.cancelTimer();
      }
      leave(); // the next in line may find room, too
      if (sender != null) {
        settings.waitGraph.unpark(sender);
        sender.coldState().waitsInPlace = null;
      }
    }
  }

  /** Notes that {@code agent} waits, and opens the cycles that this closes. */
  private Cycle openCycles(AgentCell<?> agent) {
    List<AgentCell<?>> cycle = settings.waitGraph.park(agent, full);
    while (!cycle.isEmpty()) {
      AgentCell<?> roomy = Backpressure.open(settings, cycle);
      if (roomy == null) {
        return Cycle.CAPPED;
      }
      if (roomy == full) {
        return Cycle.OPENED;
      }
      // There may be several cycles; one that was opened is not found again.
      cycle = settings.waitGraph.park(agent, full);
    }
    return Cycle.NONE;
  }

  private boolean isInLine() {
    return place != null && place.isQueued() && !waiter.wasWoken();
  }

  /** Parks while this is in line. Returns whether the wait must end. */
  private boolean park(boolean over) {
    while (isInLine()) {
      if (over || isOver()) {
        return true;
      }
      // A listener that blocks may have used up the permit of the thread that made room, even of
      // this thread: so check again.
      if ((Parking.isStepped() || !settings.host.step()) && isInLine()) {
        parking.park(waiters);
      }
    }
    return false;
  }

  private boolean isOver() {
    return (alarm != null && alarm.rings())
        || (sender != null && sender.is(AgentState.ABORTED))
        || Thread.currentThread().isInterrupted();
  }

  /** Puts the message into the room that was granted; null if others were faster. */
  private @Nullable Delivery put() {
    Delivery delivery = full.tryPut(message, along, AgentMailbox.GRANTED);
    if (delivery == Delivery.STOPPED && place != null && place.isLetIn()) {
      return full.putLate(message, along) ? Delivery.PRESSURED : Delivery.STOPPED;
    }
    return delivery;
  }

  private void leave() {
    Backpressure.leave(full, place);
    place = null;
  }
}

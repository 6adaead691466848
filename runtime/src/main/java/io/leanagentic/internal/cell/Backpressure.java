package io.leanagentic.internal.cell;

import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.scheduler.Frame;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What happens around a full mailbox: parking, waiting, relief, and the opening of cycles. */
final class Backpressure {
  /*
   * A sender registers with the full mailbox, then looks at its depth once more; the agent that empties the mailbox publishes its
   * progress, then looks for waiters. Each step is a full fence, so one of them sees the other. Relief comes at the low water mark:
   * waiters resume first come first served, one at a time: one that sends much fills the room alone, and others would wake in vain.
   * Each one that is woken delivers all that it has put aside, then wakes the next if there is room still, or passes on its turn.
   *
   * Invariants
   *   B1  a parked agent resumes when its mailbox is relieved      BackpressureTest.parkedSenderResumesInOrder
   *   B2  depth <= capacity + growth, from outside; + overdraft of own sends    BackpressureTest.mailboxNeverExceedsItsBound
   *   B3  signals of one agent to another stay in order            BackpressureTest.deferredSignalsKeepTheirOrder
   *   B4  each cycle is opened                                     BackpressureTest.floodingPairGoesOn, randomGraphsGoOn,
   *                                                                BlockingAgentTest.aCycleIsOpenedThoughOthersTakeTheRoom
   */
  private static final int SPINS = 200;

  private Backpressure() {}

  /**
   * Wakes waiters and reports relief if the mailbox is at or below low water, or takes no more
   * messages. Any thread.
   */
  static void relieve(Cell<?> cell) {
    int depth = cell.exactDepth();
    boolean open = cell.isOpen() && !cell.is(Addressable.STOPPING | Addressable.LAST_SENT);
    if (open && depth > cell.settings.lowWater) {
      return;
    }
    RuntimeCore core = cell.settings.core;
    Extras extras = cell.extrasOrNull();
    if (extras != null && extras.growth > 0) {
      core.waitGraph().shrink(cell);
    }
    if (cell.is(Addressable.PRESSURED)
        && (cell.clear(Addressable.PRESSURED) & Addressable.PRESSURED) != 0) {
      core.relief(cell, depth);
    }
    if (extras != null && cell.is(Addressable.WAITERS)) {
      extras.waiters().wake(cell, open ? 1 : Integer.MAX_VALUE);
    }
  }

  /**
   * Delivers what waits in the outbox, in order, as far as there is room. In the agent's turn.
   *
   * @return false if the agent is parked now and its turn is over
   */
  static boolean flush(Cell<?> sender, Frame frame) {
    Extras extras = sender.extras();
    Outbox outbox = sender.outbox();
    RuntimeCore core = sender.settings.core;
    Cell<?> waitedFor = extras.waitsForRoomOf;
    if (waitedFor != null) {
      core.waitGraph().unpark(sender);
      outbox.wokenInVain = leaveQueue(extras, waitedFor);
    }
    for (Outbox.Entry entry = outbox.first(); entry != null; entry = outbox.first()) {
      Cell<?> target = entry.target();
      Delivery delivery = target.tryPut(entry.message(), entry.answer(), 0);
      if (delivery == null) {
        if (parkOn(sender, target, outbox)) {
          return false;
        }
        if (sender.is(Addressable.CONTROL | Addressable.ABORTED)) {
          return true; // something else comes first
        }
        continue;
      }
      if (delivery == Delivery.STOPPED) {
        target.refuse(entry.message(), entry.answer(), Delivery.STOPPED, Reason.STOPPED);
      }
      outbox.removeFirst();
      outbox.wokenInVain = false;
    }
    frame.outboxInUse = false;
    sender.clear(Addressable.OUTBOX);
    if (waitedFor != null) {
      relieve(waitedFor);
    }
    return true;
  }

  /**
   * Parks {@code sender} until {@code full} has room; false if it is to try again, or has something
   * else to do first.
   */
  private static boolean parkOn(Cell<?> sender, Cell<?> full, Outbox outbox) {
    RuntimeCore core = sender.settings.core;
    List<Cell<?>> cycle = core.waitGraph().park(sender, full);
    while (!cycle.isEmpty()) {
      Cell<?> opened = open(core, cycle);
      if (opened == null) {
        sender.giveUp(full);
      }
      if (opened == null || opened == full) {
        core.waitGraph().unpark(sender);
        return false;
      }
      cycle = core.waitGraph().park(sender, full);
    }
    Extras extras = sender.extras();
    extras.place = full.extras().waiters().add(full, sender, outbox.wokenInVain);
    relieve(full); // it may have emptied, or ended, before it could see the waiter
    core.agentParked(sender, full);
    if (sender.park()) {
      return true;
    }
    core.waitGraph().unpark(sender);
    leaveQueue(extras, full);
    return false;
  }

  /**
   * Gives up the agent's place among those who wait for {@code full}; returns whether it was woken
   * from there.
   */
  static boolean leaveQueue(Extras extras, Cell<?> full) {
    Waiters.Place place = extras.place;
    extras.place = null;
    return place == null || !full.extras().waiters().remove(full, place);
  }

  /**
   * Opens a cycle: by waking a waiter whose mailbox has room already, though not down to low water;
   * else by growing the smallest full mailbox of the cycle.
   *
   * @return whose mailbox has room now, or null if the cap of growth is reached
   */
  static @Nullable Cell<?> open(RuntimeCore core, List<Cell<?>> cycle) {
    Cell<?> smallest = null;
    Cell<?> waiter = null;
    for (int i = 0; i < cycle.size(); i++) {
      Cell<?> from = cycle.get(i);
      Cell<?> full = cycle.get((i + 1) % cycle.size());
      if (WaitGraph.liveRoomEdge(from) != full) {
        continue; // it awaits an answer, or goes on just now
      }
      if (!full.isFull()) {
        from.roomMayBe();
        return full;
      }
      if (smallest == null || full.bound() < smallest.bound()) {
        smallest = full;
        waiter = from;
      }
    }
    if (smallest == null || waiter == null) {
      return cycle.get(1 % cycle.size()); // somebody goes on: there is no cycle any more
    }
    int granted =
        core.waitGraph()
            .grow(smallest, waiter.settings.config.overdraft(), core.config().growthCap());
    if (granted == 0) {
      return null;
    }
    core.cycleOpened(cycle, smallest);
    waiter.roomMayBe();
    return smallest;
  }

  /**
   * Waits in place until the mailbox of {@code full} takes the message, for a thread that may wait.
   *
   * @param sender the loop agent that waits, or null for a thread outside
   * @param nanos how long; Long.MAX_VALUE for ever
   */
  static Delivery waitForRoom(
      Cell<?> full,
      @Nullable Cell<?> sender,
      Object message,
      @Nullable Answer<?> answer,
      long nanos) {
    for (int i = 0; i < SPINS; i++) {
      Delivery delivery = full.tryPut(message, answer, 0);
      if (delivery != null) {
        return taken(full, delivery, message, answer);
      }
      Thread.onSpinWait();
    }
    RuntimeCore core = full.settings.core;
    long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
    Waiters waiters = full.extras().waiters();
    var waiter = new Waiters.WaitingThread(sender);
    boolean again = false;
    if (sender != null) {
      sender.extras().waitsInPlace = Thread.currentThread(); // before others see that it waits
    }
    try {
      for (; ; ) {
        if (sender != null) {
          List<Cell<?>> cycle = core.waitGraph().park(sender, full);
          while (!cycle.isEmpty()) {
            Cell<?> opened = open(core, cycle);
            if (opened == null) {
              return full.refuse(message, answer, Delivery.DROPPED, Reason.GROWTH_CAP);
            }
            // There may be more ways around; an opened one is not found again.
            cycle = opened == full ? List.of() : core.waitGraph().park(sender, full);
          }
        }
        Waiters.Place place = waiters.add(full, waiter, again);
        relieve(full);
        Delivery delivery = full.tryPut(message, answer, 0);
        if (delivery != null) {
          waiters.remove(full, place);
          relieve(full); // the next one may find room, too
          return taken(full, delivery, message, answer);
        }
        long left = nanos == Long.MAX_VALUE ? 0 : deadline - System.nanoTime();
        boolean over = nanos != Long.MAX_VALUE && left <= 0;
        boolean ending = sender != null && sender.is(Addressable.ABORTED);
        if (over || ending || Thread.currentThread().isInterrupted()) {
          waiters.remove(full, place);
          relieve(full); // if this thread was woken, somebody else may use the room
          return full.reject(message);
        }
        // A listener that blocks may have used up the permit of whoever made room, of this thread
        // itself too; and others may have taken that room: then the cycle is closed still.
        boolean tryAgain = core.step() || waiter.wasWoken() || !place.isQueued();
        if (!tryAgain && nanos == Long.MAX_VALUE) {
          LockSupport.park(waiters);
        } else if (!tryAgain) {
          LockSupport.parkNanos(waiters, left);
        }
        again = !waiters.remove(full, place);
      }
    } finally {
      if (sender != null) {
        core.waitGraph().unpark(sender);
        sender.extras().waitsInPlace = null;
      }
    }
  }

  private static Delivery taken(
      Cell<?> full, Delivery delivery, Object message, @Nullable Answer<?> answer) {
    return delivery == Delivery.STOPPED
        ? full.refuse(message, answer, Delivery.STOPPED, Reason.STOPPED)
        : delivery;
  }
}

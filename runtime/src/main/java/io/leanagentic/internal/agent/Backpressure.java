package io.leanagentic.internal.agent;

import io.leanagentic.Delivery;
import io.leanagentic.RuntimeEvent.DeadLetter.Reason;
import io.leanagentic.internal.scheduler.Frame;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens around a full mailbox: parking, waiting, relief, and the opening of cycles. */
final class Backpressure {
  /*
   * All signals of one turn are accepted: those that find no room go to the agent's outbox, and the agent parks after
   * its turn until all of them are delivered. A sender gets in line at the full mailbox, then checks its depth again;
   * the agent that empties the mailbox publishes its progress, then looks for waiters. Room is granted to those in line
   * (CapacityWaiters). A waiter that has used or given back its share makes sure that the next ones get theirs.
   *
   * Invariants
   *   B1  a parked agent resumes when its mailbox is relieved   BackpressureTest.parkedSenderResumesInOrder
   *   B2  depth <= capacity + growth, from outside; + the agent's burst of own signals
   *                                                             BackpressureTest.mailboxNeverExceedsItsBound
   *   B3  signals of one agent to another stay in order         BackpressureTest.deferredSignalsKeepTheirOrder
   *   B4  each cycle is opened                                  BackpressureTest.floodingPairGoesOn, randomGraphsGoOn,
   *                                                             BlockingAgentTest.aCycleIsOpenedThoughOthersTakeTheRoom
   *   B5  a burst within its limit is handled, all of it        BurstTest.burstsInCyclesAreHandledWhole
   */
  /** By how much a mailbox grows at a time to open a cycle; less if the waiter's burst is less. */
  private static final int GROWTH = 32;

  private Backpressure() {}

  /**
   * Grants room to waiters if it is due, and reports relief at low water. Sends waiters away if the
   * agent takes no more messages. Any thread.
   */
  static void relieve(AgentCell<?> cell) {
    int depth = cell.exactDepth();
    boolean open = cell.isOpen() && !cell.is(AgentState.STOPPING | AgentState.LAST_SENT);
    boolean low = depth <= cell.settings.lowWater;
    ColdState coldState = cell.coldStateOrNull();
    boolean relieved = false;
    if (low || !open) {
      if (coldState != null) {
        CapacityWaiters refused = coldState.waitersOrNull();
        if (refused != null) {
          refused.relieved();
        }
        if (coldState.growth > 0) {
          cell.settings.waitGraph.shrink(cell);
        }
      }
      relieved =
          cell.is(AgentState.PRESSURED)
              && (cell.clear(AgentState.PRESSURED) & AgentState.PRESSURED) != 0;
    }
    if (coldState != null && cell.is(AgentState.WAITERS)) {
      CapacityWaiters waiters = coldState.waiters();
      if (!open) {
        waiters.dismiss(cell);
      } else if (low || waiters.isUrgent(cell)) {
        waiters.grant(cell);
      }
    }
    if (relieved) {
      cell.settings.reports.relief(cell, depth);
    }
  }

  /**
   * Ends a wait for room of {@code full}: a share that was granted and not used passes to the next.
   */
  static void leave(AgentCell<?> full, CapacityWaiters.@Nullable Place place) {
    if (place != null) {
      full.coldState().waiters().leave(full, place);
      relieve(full);
    }
  }

  /**
   * Delivers what waits in the outbox, in order, while there is room. In the agent's turn.
   *
   * @return false if the agent is parked now and its turn is over
   */
  static boolean flush(AgentCell<?> sender, Frame frame) {
    ColdState coldState = sender.coldState();
    Outbox outbox = sender.outbox();
    AgentCell<?> granting = coldState.waitsForRoomOf;
    CapacityWaiters.Place place = coldState.place;
    int share = 0;
    boolean inVain = true; // whether it was granted room and found none
    if (granting != null) {
      if (place != null && place.isQueued() && !coldState.roomIsNear) {
        return !sender.park(); // woken for something else; it keeps its place
      }
      share = granted(place, coldState.roomIsNear);
      sender.settings.waitGraph.unpark(sender);
      coldState.place = null;
    }
    try {
      for (Outbox.Entry entry = outbox.first(); entry != null; entry = outbox.first()) {
        AgentCell<?> target = entry.target();
        boolean granted = target == granting && share > 0;
        if (!deliver(entry, granted)) {
          if (granting != null) {
            leave(granting, place);
            place = null;
          }
          switch (parkOn(sender, target, granted && inVain)) {
            case PARKED -> {
              return false;
            }
            case CALLED -> {
              return true; // something else comes first
            }
            case OPENED -> {
              granting = target;
              share = Integer.MAX_VALUE;
            }
          }
          continue;
        }
        outbox.removeFirst();
        inVain = false;
        if (granted && --share == 0) {
          admit(frame, target, place);
          place = null;
        }
      }
      if (granting != null) {
        admit(frame, granting, place);
        place = null;
      }
      frame.outboxInUse = false;
      sender.clear(AgentState.OUTBOX);
      return true;
    } finally {
      if (granting != null) {
        leave(granting, place);
      }
    }
  }

  /** Delivers what waits in the outbox, in order, while there is room. In the middle of a turn. */
  static void deliverWhatFits(AgentCell<?> sender) {
    if (sender.coldState().waitsForRoomOf != null) {
      return; // it has a place in line, and flush() knows what it may put
    }
    Outbox outbox = sender.outbox();
    for (var entry = outbox.first(); entry != null; entry = outbox.first()) {
      if (!deliver(entry, false)) {
        return;
      }
      outbox.removeFirst();
    }
  }

  /** How many messages an agent may put where it waited. */
  private static int granted(CapacityWaiters.@Nullable Place place, boolean roomIsNear) {
    if (place != null && !place.isQueued()) {
      return place.share();
    }
    return roomIsNear ? Integer.MAX_VALUE : 0; // still in line: it was let through, to open a cycle
  }

  /** Puts what waited in the outbox, or makes a dead letter of it; false if there is no room. */
  private static boolean deliver(Outbox.Entry entry, boolean granted) {
    entry.target().settings.host.touched(entry.target());
    int allowance = granted ? AgentMailbox.GRANTED : AgentMailbox.OUTSIDER;
    Delivery delivery = entry.target().tryPut(entry.message(), entry.along(), allowance);
    if (delivery == Delivery.STOPPED) {
      deliverLate(entry);
    }
    return delivery != null;
  }

  /**
   * Ends the wait of an agent for room of {@code full}, which it may fill for the rest of its turn.
   * The next ones are granted what is left after that, so that they do not wake for nothing.
   */
  private static void admit(Frame frame, AgentCell<?> full, CapacityWaiters.@Nullable Place place) {
    if (frame.admittedTo != null && frame.admittedTo != full) {
      endAdmission(frame);
    }
    frame.admittedTo = full;
    if (place != null) {
      full.coldState().waiters().leave(full, place);
    }
  }

  /** The turn is over: the room that is left passes to the next in line. */
  static void endAdmission(Frame frame) {
    var filled = (AgentCell<?>) Objects.requireNonNull(frame.admittedTo);
    frame.admittedTo = null;
    relieve(filled);
  }

  /** Delivers what was taken before its receiver was asked to stop, whatever room there is. */
  static void deliverLate(Outbox.Entry entry) {
    AgentCell<?> target = entry.target();
    if (!target.putLate(entry.message(), entry.along())) {
      target.refuse(entry.message(), entry.along(), Delivery.STOPPED, Reason.STOPPED);
    }
  }

  /** Makes dead letters of what an ending agent has put aside, and ends its wait. */
  static void releaseResources(AgentCell<?> sender, ColdState coldState, Reason reason) {
    AgentSettings settings = sender.settings;
    AgentCell<?> full = coldState.waitsForRoomOf;
    if (full != null) {
      CapacityWaiters.Place place = coldState.place;
      settings.waitGraph.unpark(sender);
      coldState.place = null;
      leave(full, place);
    }
    Outbox outbox = coldState.outbox;
    if (outbox != null) {
      for (var entry = outbox.first(); entry != null; entry = outbox.first()) {
        Object message = entry.message();
        outbox.removeFirst();
        settings.reports.lost(entry.target(), message, entry.along(), reason);
      }
    }
  }

  private enum Parked {
    /** It is parked, and its turn is over. */
    PARKED,
    /** It has something else to do first, and keeps its place in line. */
    CALLED,
    /** It would have closed a cycle. The cycle was opened, and there is room for it. */
    OPENED
  }

  /** Parks {@code sender} until {@code full} has room. */
  private static Parked parkOn(AgentCell<?> sender, AgentCell<?> full, boolean again) {
    AgentSettings settings = sender.settings;
    List<AgentCell<?>> cycle = settings.waitGraph.park(sender, full);
    while (!cycle.isEmpty()) {
      AgentCell<?> opened = open(settings, cycle);
      if (opened == null) {
        settings.waitGraph.unpark(sender);
        giveUp(sender, full);
        return Parked.OPENED; // for the next signal, if that is for the same agent
      }
      if (opened == full) {
        settings.waitGraph.unpark(sender);
        return Parked.OPENED;
      }
      cycle = settings.waitGraph.park(sender, full);
    }
    sender.coldState().place = full.coldState().waiters().add(full, sender, again);
    relieve(full); // it may have emptied or ended before it could see the waiter
    settings.reports.agentParked(sender, full);
    return sender.park() ? Parked.PARKED : Parked.CALLED;
  }

  /** Makes dead letters of what waits at the front of the outbox for {@code full}. */
  private static void giveUp(AgentCell<?> sender, AgentCell<?> full) {
    Outbox box = sender.outbox();
    for (var entry = box.first(); entry != null && entry.target() == full; entry = box.first()) {
      Object message = entry.message();
      box.removeFirst();
      sender.settings.reports.deadLetter(full, message, entry.along(), Reason.GROWTH_CAP);
    }
  }

  /**
   * Opens a cycle: by waking a waiter whose mailbox has room already, though not down to low water;
   * else by growing the smallest full mailbox of the cycle.
   *
   * @return the agent whose mailbox has room now, or null if the cap of growth is reached
   */
  static @Nullable AgentCell<?> open(AgentSettings settings, List<AgentCell<?>> cycle) {
    AgentCell<?> smallest = null;
    AgentCell<?> waiter = null;
    for (int i = 0; i < cycle.size(); i++) {
      AgentCell<?> from = cycle.get(i);
      AgentCell<?> full = cycle.get((i + 1) % cycle.size());
      if (WaitGraph.liveRoomEdge(from) != full) {
        continue; // it awaits an answer, or is just resuming
      }
      if (!full.isFull()) {
        letThrough(from, full, 1);
        return full;
      }
      if (smallest == null || full.bound() < smallest.bound()) {
        smallest = full;
        waiter = from;
      }
    }
    if (smallest == null || waiter == null) {
      return cycle.get(1 % cycle.size()); // one of its agents resumes: there is no cycle any more
    }
    int granted =
        settings.waitGraph.grow(
            smallest,
            Math.min(GROWTH, waiter.settings.config.burst()),
            settings.host.config().growthCap());
    if (granted == 0) {
      return null;
    }
    letThrough(waiter, smallest, granted);
    settings.reports.cycleOpened(cycle, smallest);
    return smallest;
  }

  /** Lets {@code waiter} resume before all others that wait for room of {@code full}. */
  private static void letThrough(AgentCell<?> waiter, AgentCell<?> full, int share) {
    if (!full.coldState().waiters().grantTo(full, waiter, share)) {
      waiter.onCapacity(); // not in line yet, or no longer
    }
  }
}

package io.leanagentic.internal.agent;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The line of waiters for room in one mailbox: parked agents, waiting threads, and agents that send
 * a series. Also the agents that have put signals for it aside, which a stop must not overtake.
 */
final class CapacityWaiters {
  /*
   * Room is handed over, not announced. The head of the line is granted it, and until it is used or given back, senders
   * that are not in line find the mailbox full at its high water mark (AgentSettings.shared). So what a waiter gets
   * does not depend on how often others retry. A grant is a permission, not a reservation: the bound is checked in any
   * case, and a waiter that finds the room taken (the fast path does not look at waiters) returns to the head of the
   * line.
   *
   * Agents are served one at a time: one that sends much fills the room alone, and others would wake for nothing. It
   * delivers all that it has put aside, and may fill the room for the rest of its turn (Frame.admittedTo); then the
   * next one gets what is left, if it is due. Threads put one message each, so as many are woken as there is room for.
   *
   * Grants are made at low water, so that senders do not stop and start all the time. They are made earlier if low
   * water might never come: as soon as a sender that is not in line was refused, because it may retry; and when, since
   * the last grant or since the line began, as many messages were handled as the mailbox holds.
   *
   * Invariants
   *   W1  waiters are served in the order in which they came                BackpressureTest.parkedSenderResumesInOrder
   *   W2  what a waiter gets does not depend on others' retries             BargingTest
   *   W3  WAITERS is set while any waiter is in line or holds a share       BargingTest.afterwardsNobodyHoldsRoomBack
   *   W4  a stop comes behind all that was put aside for its agent before   StopOvertakesDeferredTest
   *   W5  a waiter gets room, whichever allocation fails                    LifecycleExhaustionTest.whoWaitsForRoomGetsIt
   *   W6  a late notification wakes the agent's thread of the moment        LateGrantTest
   *   W7  a question put aside for an agent fails when that has ended
   *                                                         StopOvertakesDeferredTest.anAbortFailsWhatOthersDeferred
   */
  /** A waiting agent or thread. */
  interface Waiter {
    /** Its turn has come; called once for each place, from any thread, under no lock. */
    void granted(Place place);
  }

  /** A waiting thread, platform or virtual. */
  static final class WaitingThread implements Waiter {
    private final Thread thread = Thread.currentThread();
    private final @Nullable AgentCell<?> agent;

    /** The calling thread; {@code agent} if it belongs to one. */
    WaitingThread(@Nullable AgentCell<?> agent) {
      this.agent = agent;
    }

    @Override
    public void granted(Place place) {
      if (agent == null) {
        LockSupport.unpark(thread);
        return;
      }
      agent.coldState().roomIsNear = true;
      // Not this thread: its wait may be over, and the agent waits again on another one.
      agent.wakeInPlace();
    }

    /** Whether the agent was notified of room since it began to wait, even in another way. */
    boolean wasWoken() {
      return agent != null && agent.coldState().roomIsNear;
    }
  }

  /** A waiter's place in line; changed under the lock of the line. */
  static final class Place {
    private final Waiter waiter;
    private int share;
    private boolean letIn;
    private volatile boolean queued = true;
    private @Nullable Place nextTold;

    private Place(Waiter waiter) {
      this.waiter = waiter;
    }

    private boolean isOf(AgentCell<?> agent) {
      return waiter == agent || (waiter instanceof WaitingThread t && t.agent == agent);
    }

    /** Whether it is still in line. */
    boolean isQueued() {
      return queued;
    }

    /** How many messages it may put, once it was granted a share. */
    int share() {
      return share;
    }

    /** Whether it comes before a stop that began while it waited, whatever room there is. */
    boolean isLetIn() {
      return letIn;
    }
  }

  private final ArrayDeque<Place> line = new ArrayDeque<>(2);
  private int promised; // the shares granted and not given back
  private @Nullable Place called; // of the agent that was granted a share and has not used it yet
  private boolean marked; // WAITERS is set
  private volatile boolean refused; // a sender that is not in line, since the last grant
  private int refusals; // of threads, since the last line in the log; under the lock
  private volatile boolean overloaded; // refused a thread since the last relief
  private volatile int lastGrant; // how many messages the mailbox had taken then

  // The stop.
  private final Set<Outbox.Run> aside = new HashSet<>(2);
  private int inCalls; // waits in calls that are let in before the stop
  private boolean stopping;
  private boolean stopped;

  // The line.

  /** Adds a waiter: at the end, or in front if it was granted a share and found the room taken. */
  Place add(AgentCell<?> full, Waiter waiter, boolean again) {
    var place = new Place(waiter);
    synchronized (this) {
      if (line.isEmpty()) {
        lastGrant = full.taken();
      }
      if (again) {
        line.addFirst(place);
      } else {
        line.addLast(place);
      }
      mark(full);
    }
    // A full fence before the caller looks at the depth; pairs with relieve().
    VarHandle.fullFence();
    return place;
  }

  /**
   * Ends the wait at {@code place}: it leaves the line, and what it was granted is free for others.
   *
   * @return whether it was still in line
   */
  boolean leave(AgentCell<?> full, Place place) {
    boolean last = false;
    boolean wasQueued;
    synchronized (this) {
      wasQueued = place.queued;
      if (wasQueued) {
        line.remove(place);
        place.queued = false;
      }
      promised -= place.share;
      place.share = 0;
      if (called == place) {
        called = null;
      }
      if (place.letIn) {
        place.letIn = false;
        inCalls--;
        last = isLast();
      }
      mark(full);
    }
    if (last) {
      full.putSurely(StopEvent.INSTANCE);
    }
    return wasQueued;
  }

  /** Notes that a sender that is not in line was refused. */
  void refused() {
    if (!refused) {
      refused = true;
    }
  }

  /** Counts the refusal of a thread; returns whether it is the first of this overload. */
  synchronized boolean refusedLoudly() {
    refusals++;
    boolean first = !overloaded;
    overloaded = true;
    return first;
  }

  synchronized int takeRefusals() {
    int count = refusals;
    refusals = 0;
    return count;
  }

  /** Notes that an overload is over. */
  void relieved() {
    if (overloaded) {
      overloaded = false;
    }
  }

  /** Whether the first in line must not wait for low water. */
  boolean isUrgent(AgentCell<?> full) {
    return refused || full.taken() - lastGrant >= full.settings.capacity;
  }

  /** Grants the room there is to the first in line: to one agent, but to all threads before it. */
  void grant(AgentCell<?> full) {
    Place first = null;
    synchronized (this) {
      if (line.isEmpty() || called != null) {
        return;
      }
      int room = full.bound() - full.exactDepth() - promised;
      if (room <= 0) {
        return;
      }
      refused = false;
      lastGrant = full.taken();
      Place last = null;
      boolean more = true;
      while (more) {
        Place place = line.remove();
        if (place.waiter instanceof AgentCell) {
          called = place;
          place.share = room;
        } else {
          place.share = 1;
        }
        room -= place.share;
        promised += place.share;
        place.queued = false;
        if (last == null) {
          first = place;
        } else {
          last.nextTold = place;
        }
        last = place;
        more = room > 0 && !line.isEmpty();
      }
      mark(full);
    }
    tell(first);
  }

  /**
   * Grants room to {@code agent}, wherever in line it is.
   *
   * @return whether it was in line
   */
  boolean grantTo(AgentCell<?> full, AgentCell<?> agent, int share) {
    Place granted = null;
    synchronized (this) {
      for (Place place : line) {
        if (place.isOf(agent)) {
          granted = place;
          break;
        }
      }
      if (granted == null) {
        return false;
      }
      line.remove(granted);
      granted.share = share;
      promised += share;
      granted.queued = false;
      mark(full);
    }
    granted.waiter.granted(granted);
    return true;
  }

  /** Sends all waiters away: there will be no room. */
  void dismiss(AgentCell<?> full) {
    Place dismissed = null;
    synchronized (this) {
      while (!line.isEmpty()) {
        Place place = line.removeLast();
        place.queued = false;
        place.nextTold = dismissed;
        dismissed = place;
      }
      mark(full);
    }
    tell(dismissed);
  }

  private static void tell(@Nullable Place first) {
    Throwable failure = null;
    for (Place place = first; place != null; ) {
      Place next = place.nextTold;
      place.nextTold = null;
      try {
        place.waiter.granted(place);
      } catch (Throwable t) { // the others must be notified nevertheless
        failure = t;
      }
      place = next;
    }
    if (failure instanceof Error e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  private void mark(AgentCell<?> full) {
    boolean wanted = !line.isEmpty() || promised > 0;
    if (wanted != marked) {
      marked = wanted;
      if (wanted) {
        full.set(AgentState.WAITERS);
      } else {
        full.clear(AgentState.WAITERS);
      }
    }
  }

  // The stop.

  /**
   * Notes that an agent is about to put signals for {@code full} aside.
   *
   * @return false if that agent was asked to stop and takes nothing more
   */
  synchronized boolean setAside(AgentCell<?> full, Outbox.Run run) {
    // Pairs with stop(): that sets LAST_SENT, then looks whether there are waiters.
    VarHandle.fullFence();
    return !full.is(AgentState.LAST_SENT) && aside.add(run);
  }

  /** Notes that all signals that {@code run} stands for are delivered or given up. */
  void cleared(AgentCell<?> full, Outbox.Run run) {
    boolean last;
    synchronized (this) {
      last = aside.remove(run) && isLast();
    }
    if (last) {
      full.putSurely(StopEvent.INSTANCE);
    }
  }

  /**
   * Lets waiters in and calls for what was put aside, so that the stop can follow. Called after
   * LAST_SENT was set, and again if there was no memory for it.
   *
   * @return whether there is nothing to wait for
   */
  boolean beginStop(AgentCell<?> cell) {
    Outbox.Run[] senders;
    boolean nobody;
    synchronized (this) {
      senders = aside.toArray(Outbox.Run[]::new);
      for (Place place : line) {
        if (place.waiter instanceof WaitingThread && !place.letIn) {
          place.letIn = true;
          inCalls++;
        }
      }
      nobody = !stopped && senders.length == 0 && inCalls == 0;
      stopped |= nobody;
      stopping = true;
    }
    callIn(senders);
    return nobody;
  }

  /** Calls for what was put aside for an agent that has ended, so that it becomes dead letters. */
  void callIn() {
    Outbox.Run[] senders;
    synchronized (this) {
      senders = aside.toArray(Outbox.Run[]::new);
    }
    callIn(senders);
  }

  private static void callIn(Outbox.Run[] senders) {
    for (Outbox.Run run : senders) {
      run.callIn();
    }
  }

  private boolean isLast() {
    if (!stopping || stopped || !aside.isEmpty() || inCalls > 0) {
      return false;
    }
    stopped = true;
    return true;
  }
}

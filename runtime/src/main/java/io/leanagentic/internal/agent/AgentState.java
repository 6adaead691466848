package io.leanagentic.internal.agent;

import io.leanagentic.internal.mailbox.MailboxHead;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The part of an agent that holds its state: the state word and the cold state. */
abstract class AgentState extends MailboxHead {
  /*
   * The state word. Bits marked (own) are set in the agent's turn, the others by any thread; all changes are atomic.
   *
   *   STARTING   (own)  onStart is to run before the next message
   *   AWAITING   (own)  handles nothing until an answer is here
   *   RESTARTING (own)  waits for its back-off and its children to end, then gets a fresh behavior
   *   OUTBOX     (own)  signals of this agent wait for room elsewhere
   *   STOPPING   (own)  handles no more messages; waits for its children to end
   *   STOPPED_HOOK (own) onStop has run
   *   ENDED      (own)  for ever
   *   ABORTED           to end after the running message
   *   LAST_SENT         stop was requested: messages from now on are refused
   *   CONTROL           there are control events, or a state to check again
   *   PARKED            in no run queue although the mailbox is not idle; the thread that clears this bit schedules the
   *   agent
   *   PRESSURED         depth reached high water and has not fallen to low water since
   *   WAITERS           some sender waits for room
   *   SLOW       (own)  its messages are known to take long
   *   LAMBDA            never changes: spawned from a lambda, which restarts as it is
   *   CHILDREN_ABORTED (own)  its children are being aborted, not only stopped
   *   KEEPS      (own)  it has taken questions that it has not answered
   *   HOLDS      (own)  it holds back messages, but not events, until an open wait is over, or something paused resumes
   *   PAUSES     (own)  it does not take messages of some classes
   *   GATED             never changes: its turns pass a gate
   *
   * Ordering
   *   park:    set PARKED only if CONTROL is not set (CAS)      pairs with   wakeForControl(): set CONTROL and clear PARKED (the same CAS)
   *   idle:    CAS head to IDLE, then read CONTROL              pairs with   wakeForControl(): set CONTROL, then CAS head from IDLE
   *   relief:  CAS head or publish consumed, then read WAITERS  pairs with   CapacityWaiters.add(): set WAITERS, then read depth
   *   hold:    set HOLDS, then look into the mailbox            pairs with   putNode(): put an event, then read HOLDS
   *   stop:    set LAST_SENT, then read WAITERS and waiters     pairs with   CapacityWaiters.add(), setAside(): set WAITERS or waiters, then
   *                                                                         read LAST_SENT
   */
  static final int STARTING = 1;
  static final int AWAITING = 1 << 1;
  static final int RESTARTING = 1 << 2;
  static final int OUTBOX = 1 << 3;
  static final int STOPPING = 1 << 4;
  static final int STOPPED_HOOK = 1 << 5;
  static final int ENDED = 1 << 6;
  static final int ABORTED = 1 << 7;
  static final int LAST_SENT = 1 << 8;
  static final int CONTROL = 1 << 9;
  static final int PARKED = 1 << 10;
  static final int PRESSURED = 1 << 11;
  static final int WAITERS = 1 << 12;
  static final int LAMBDA = 1 << 13;
  static final int SLOW = 1 << 14;
  static final int CHILDREN_ABORTED = 1 << 15;
  static final int KEEPS = 1 << 16;
  static final int HOLDS = 1 << 17;
  static final int PAUSES = 1 << 18;
  static final int GATED = 1 << 19;

  /** What a turn must attend to before it handles a message. */
  static final int ATTENTION =
      STARTING | AWAITING | RESTARTING | OUTBOX | STOPPING | ENDED | ABORTED | CONTROL | HOLDS;

  private volatile int state;
  private volatile @Nullable ColdState coldState;

  AgentState(boolean awake, int state) {
    super(awake);
    this.state = state;
  }

  final int stateAcquire() {
    return (int) STATE.getAcquire(this);
  }

  /**
   * As above, after a write to another word: pairs with a thread that writes this word and then
   * reads that one.
   */
  final int stateVolatile() {
    return (int) STATE.getVolatile(this);
  }

  final boolean is(int bits) {
    return (stateAcquire() & bits) != 0;
  }

  /** Sets bits; returns the state before. A full fence. */
  final int set(int bits) {
    return (int) STATE.getAndBitwiseOr(this, bits);
  }

  /** Clears bits; returns the state before. A full fence. */
  final int clear(int bits) {
    return (int) STATE.getAndBitwiseAnd(this, ~bits);
  }

  /**
   * Leaves the run queues although there may be messages; false if there is something to attend to
   * first.
   */
  final boolean park() {
    for (; ; ) {
      int s = stateAcquire();
      if ((s & CONTROL) != 0) {
        return false;
      }
      if (STATE.compareAndSet(this, s, s | PARKED)) {
        return true;
      }
    }
  }

  /**
   * Sets CONTROL and undoes {@link #park}; a caller that gets true must schedule the agent. A full
   * fence.
   */
  final boolean setControlAndUnpark() {
    for (; ; ) {
      int s = stateAcquire();
      if (STATE.compareAndSet(this, s, (s | CONTROL) & ~PARKED)) {
        return (s & PARKED) != 0;
      }
    }
  }

  final ColdState coldState() {
    ColdState x = coldState;
    if (x == null) {
      var made = new ColdState();
      x = (ColdState) COLD_STATE.compareAndExchange(this, null, made);
      return x == null ? made : x;
    }
    return x;
  }

  final @Nullable ColdState coldStateOrNull() {
    return coldState;
  }

  /** The pairs of the turn or the scope that spawned it. */
  final @Nullable Object pairsOfBirth() {
    ColdState x = coldState;
    return x == null ? null : x.pairsOfBirth;
  }

  private static final VarHandle STATE;
  private static final VarHandle COLD_STATE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(AgentState.class, "state", int.class);
      COLD_STATE = lookup.findVarHandle(AgentState.class, "coldState", ColdState.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

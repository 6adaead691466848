package io.leanagentic.internal.scheduler;

import io.leanagentic.capability.sanitizer.ObjectOwner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a thread keeps while it runs turns: the agent at work, how far it is, and counters. Written
 * by its thread only; senders to a full mailbox and the watchdog read it while it is written.
 */
public final class Frame {
  /*
   * Structure
   *   One object holds the progress of the thread, which others read, and the state of the turn at work, which only agents look at
   *   (from `attention` to `sendableToo`). They are two things, and would be two objects if they did not meet in each signal and in
   *   each message: the sender's `outboxInUse`, the receiver's `consumed`. A second object is a second load there, or a cast. What
   *   the scheduler does not know of is kept without its type: a question, a scope.
   *
   * Ordering
   *   A seqlock without a lock: `turns` is written before, `begun` after all that a turn changes. A reader takes `begun` first and
   *   `turns` last; if they are the same number, no turn began in between, and all it read is of that turn.
   *   begin:   turns; fence; consumed, progress; current (release); begun (release)
   *   reader:  begun (acquire); current, consumed (acquire); turns
   *   A turn begins while `current` still names the agent of the turn before, whose count is another one: without the numbers a
   *   sender would take that for the count of the agent it looks for, and put messages beyond the bound of its mailbox.
   *
   * Invariants
   *   F1  a count that is read is one of the task that was asked for      FrameTest.aCountIsNeverThatOfAnotherTask
   *   F2  what the watchdog saw of a turn is told to that turn only       FrameTest.whatWasSeenOfATurnIsNotToldToTheNext
   */

  /** The frame of a thread that is no worker, while it runs a turn or something {@link Aside}. */
  private static final ThreadLocal<@Nullable Frame> TURN = new ThreadLocal<>();

  /** The worker this belongs to, or null on a virtual thread or under a stepper. */
  public final @Nullable Worker worker;

  private @Nullable Task current;
  private long progress;
  private int consumed;
  private long begun;
  private long ended;
  private long observedNanos;
  private long observedTurn;

  /**
   * Set by the agent's own calls that end its batch early: await, become, unstash, a deferred
   * signal; and by whoever aborts it.
   */
  public boolean attention;

  /**
   * Whether signals of the agent at work take the slow way: it has messages in its outbox, which
   * later ones to the same agent must not overtake, or questions that it may hand on.
   */
  public boolean outboxInUse;

  /** The question that the agent at work handles, or null; see Questions. */
  public @Nullable Object question;

  /** Whose room the agent at work may fill in this turn, having waited for it; see Backpressure. */
  public @Nullable Task admittedTo;

  /** What the agent at work is at, in the eyes of a library, see Scope; null outside of those. */
  public @Nullable Object scope;

  /** Whether the agent at work may wait in place, being on a virtual thread. */
  public boolean mayBlock;

  /** Messages the agent at work may still handle in this turn. */
  public int left;

  /** The time it has for them. */
  public final TurnBudget budget = new TurnBudget();

  /** The class of messages that the agents at work sent last, which may be sent. */
  private @Nullable Class<?> sendable;

  /** The one before: a question and its answer take turns. */
  private @Nullable Class<?> sendableToo;

  /** Whether messages of this class were sent here lately, so that they need no look. */
  public boolean knowsSendable(Class<?> type) {
    return sendable == type || sendableToo == type;
  }

  /** Messages of this class may be sent. */
  public void setSendable(Class<?> type) {
    sendableToo = sendable;
    sendable = type;
  }

  public long turns;
  public long spawned;
  public long handled;

  /**
   * Whether the agent at work is known to take long, so that what it makes runnable should not wait
   * for it.
   */
  boolean heavy;

  /** The agent at work takes long. */
  public void beHeavy() {
    heavy = true;
    if (worker != null) {
      worker.share();
    }
  }

  /** What the end of a stack has left undone. */
  public interface Unfinished {
    /** Does it; {@code rest} is what was noted beside it. */
    void resume(@Nullable Object rest);
  }

  /**
   * What this worker has to look after before its next turn: a task, the next such array, and
   * something if the task is runnable and in no queue, or null if it is only to be {@linkplain
   * Task#prod prodded}. Or something {@link Unfinished}, the next such array, and what is left of
   * it.
   *
   * <p>For code whose stack or heap ends between making a task runnable and handing it over. There
   * it may call nothing, and not lock either: in interpreted code a lock needs stack, and throws
   * when it is taken already. Threads that are no workers {@linkplain StackProbe make sure} before
   * that there is stack. The worker's own thread only.
   */
  public @Nullable Object @Nullable [] stranded;

  /** Hands over what is stranded; with stack enough, and between two turns. */
  void lookAfterStranded() {
    end();
    for (@Nullable Object[] first = stranded; first != null; first = stranded) {
      Object left = Objects.requireNonNull(first[0]);
      if (left instanceof Unfinished unfinished) {
        unfinished.resume(first[2]);
      } else if (first[2] == null) {
        ((Task) left).prod();
      } else {
        ((Task) left).schedule();
      }
      stranded = (@Nullable Object[]) first[1]; // if that throws it is not forgotten
    }
  }

  // What its thread runs aside; see there.
  int depth;
  boolean outboxBefore;
  @Nullable ObjectOwner partyBefore;
  private @Nullable Aside firstPutOff;
  private @Nullable Aside lastPutOff;
  private boolean lent;

  /** What {@link #isReporting} says, while something runs aside. */
  public boolean reporting;

  /** Whether its thread is inside a listener or a logger. */
  public boolean isReporting() {
    return reporting && depth > 0;
  }

  public Frame(@Nullable Worker worker) {
    this.worker = worker;
  }

  // On a virtual thread.

  private static final long CARRIER_NANOS = 10_000_000;
  private static final long LOOK_NANOS = 1_000_000;
  private static final int MOST_STRIDE = 64;

  private int stride = 1;
  private int untilLook = 1;
  private long lookedAt;
  private long gaveWayAt;

  /**
   * Between messages on a virtual thread: about every 10 ms lets other threads have its carrier. It
   * parks for that, since a carrier takes a thread that yields up again before others.
   */
  public void shareCarrier() {
    if (--untilLook > 0) {
      return;
    }
    long now = System.nanoTime();
    stride = now - lookedAt < LOOK_NANOS ? Math.min(2 * stride, MOST_STRIDE) : 1;
    if (gaveWayAt == 0) {
      gaveWayAt = now;
    } else if (now - gaveWayAt >= CARRIER_NANOS) {
      boolean interrupted = Thread.interrupted(); // it would not park
      LockSupport.parkNanos(this, 1);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      now = System.nanoTime();
      gaveWayAt = now;
    }
    untilLook = stride;
    lookedAt = now;
  }

  /** As {@link #shareCarrier}, for a thread that may be that of an agent which may block. */
  public static void shareCarrierOfThread() {
    Frame frame = ofThread();
    if (frame != null && frame.mayBlock) {
      frame.shareCarrier();
    }
  }

  /** The frame of the calling thread, or null. */
  public static @Nullable Frame ofThread() {
    Worker worker = Worker.current();
    return worker != null ? worker.frame : TURN.get();
  }

  /**
   * Makes {@code frame} that of the calling thread, which is no worker, or takes it away; returns
   * the one before.
   */
  public static @Nullable Frame change(@Nullable Frame frame) {
    Frame before = TURN.get();
    if (frame == null) {
      TURN.remove();
    } else {
      TURN.set(frame);
    }
    return before;
  }

  /** Gives a frame to the calling thread, which has none, for a while. */
  static Frame lend() {
    var frame = new Frame(null);
    frame.lent = true;
    TURN.set(frame);
    return frame;
  }

  boolean isLent() {
    return lent;
  }

  /** Whether the calling thread, whose frame this is, is in the turn of the agent at work. */
  public boolean isInTurn() {
    return current != null && depth == 0;
  }

  /** Whether its thread runs something {@link Aside}. */
  public boolean isAside() {
    return depth > 0;
  }

  /** Puts {@code list} off until nothing runs aside any more. */
  void putOff(Aside list) {
    if (lastPutOff == null) {
      firstPutOff = list;
    } else {
      lastPutOff.next = list;
    }
    Aside last = list;
    while (last.next != null) {
      last = last.next;
    }
    lastPutOff = last;
  }

  @Nullable Aside takePutOff() {
    Aside list = firstPutOff;
    firstPutOff = null;
    lastPutOff = null;
    return list;
  }

  void begin(Task task) {
    attention = false;
    outboxInUse = false;
    heavy = false;
    depth = 0; // a stack that ended in Aside.leave, and that somebody caught, harms one turn only
    long turn = turns + 1;
    TURNS.setOpaque(this, turn);
    VarHandle.storeStoreFence(); // pairs with the acquire reads in takenBy()
    advance(task.position());
    if (current != task) {
      CURRENT.setRelease(this, task);
    }
    BEGUN.setRelease(this, turn); // pairs with begunAcquire()
  }

  /**
   * The turn ends if the compare-and-set that follows succeeds; what it leaves in the slot is for
   * its worker alone from then on.
   */
  public void ending() {
    ENDED.setOpaque(this, turns);
    VarHandle.fullFence(); // pairs with that of a thief: see Worker; free before a compare-and-set
  }

  /** It has not succeeded, or it is not known whether it was reached. */
  public void notEnding() {
    ENDED.setOpaque(this, 0L);
  }

  /** Whether the last turn ended as {@link #ending} says. Its own thread. */
  boolean hasEnded() {
    return ended == turns;
  }

  /** Whether its thread may be between two turns, the first of which ended so. Any thread. */
  boolean mayBeBetweenTurns() {
    return (long) ENDED.getAcquire(this) == begunAcquire();
  }

  void end() {
    CURRENT.setRelease(this, null);
  }

  /**
   * Asks the agent at work, from another thread, to look at its state after the current message;
   * whoever calls has changed the state before. Without effect if the turn is about to begin: it
   * looks anyway.
   */
  public void callAttention() {
    ATTENTION.setOpaque(this, true);
  }

  /** Pairs with {@link #callAttention}: read anew after each message. */
  public boolean attentionOpaque() {
    return (boolean) ATTENTION.getOpaque(this);
  }

  public @Nullable Task currentAcquire() {
    return (Task) CURRENT.getAcquire(this);
  }

  /** The agent at work; for its own thread. */
  public @Nullable Task current() {
    return current;
  }

  /** Another message is taken; {@code taken} is the mailbox's count of messages taken so far. */
  public void advance(int taken) {
    CONSUMED.setOpaque(this, taken);
    PROGRESS.setOpaque(this, progress + 1);
  }

  /**
   * The count of messages that {@code task} has taken, or {@code known}, a count read before, if it
   * is not at work here or no further than that. Any thread.
   */
  public int takenBy(Task task, int known) {
    long turn = begunAcquire();
    if (currentAcquire() != task) {
      return known;
    }
    int taken = (int) CONSUMED.getAcquire(this);
    return turn == turnsOpaque() && taken - known > 0 ? taken : known;
  }

  /**
   * The number of the turn that began last; what is read after it is of that turn if {@link
   * #turnsOpaque()} is the same then.
   */
  long begunAcquire() {
    return (long) BEGUN.getAcquire(this);
  }

  /** Counts messages and turns: the same twice if the same message was at work all the while. */
  long progressAcquire() {
    return (long) PROGRESS.getAcquire(this);
  }

  long turnsOpaque() {
    return (long) TURNS.getOpaque(this);
  }

  /** The watchdog saw turn {@code turn} at work at {@code nanos}, which is not 0. */
  void observe(long turn, long nanos) {
    OBSERVED.setOpaque(this, nanos);
    OBSERVED_TURN.setRelease(this, turn); // pairs with takeObserved()
  }

  /** When the watchdog saw this turn at work, or 0; forgets it. */
  public long takeObserved() {
    if ((long) OBSERVED_TURN.getAcquire(this) != turns) {
      return 0;
    }
    OBSERVED_TURN.setOpaque(this, 0L);
    return (long) OBSERVED.getOpaque(this);
  }

  private static final VarHandle CURRENT;
  private static final VarHandle PROGRESS;
  private static final VarHandle CONSUMED;
  private static final VarHandle TURNS;
  private static final VarHandle BEGUN;
  private static final VarHandle ENDED;
  private static final VarHandle OBSERVED;
  private static final VarHandle OBSERVED_TURN;
  private static final VarHandle ATTENTION;

  static {
    try {
      var lookup = MethodHandles.lookup();
      CURRENT = lookup.findVarHandle(Frame.class, "current", Task.class);
      PROGRESS = lookup.findVarHandle(Frame.class, "progress", long.class);
      CONSUMED = lookup.findVarHandle(Frame.class, "consumed", int.class);
      TURNS = lookup.findVarHandle(Frame.class, "turns", long.class);
      ATTENTION = lookup.findVarHandle(Frame.class, "attention", boolean.class);
      BEGUN = lookup.findVarHandle(Frame.class, "begun", long.class);
      ENDED = lookup.findVarHandle(Frame.class, "ended", long.class);
      OBSERVED_TURN = lookup.findVarHandle(Frame.class, "observedTurn", long.class);
      OBSERVED = lookup.findVarHandle(Frame.class, "observedNanos", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

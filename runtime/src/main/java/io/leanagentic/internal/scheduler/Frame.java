package io.leanagentic.internal.scheduler;

import io.leanagentic.capability.sanitizer.ObjectOwner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a thread keeps while it runs turns: the running agent, its progress, and counters. Only that
 * thread writes it; senders to a full mailbox and the watchdog read it meanwhile.
 */
public final class Frame {
  /*
   * Structure
   *   One object holds the progress of the thread, which other threads read, and the state of the turn, which only
   *   agents use (from `attention` to `sendableToo`). These would be two objects if each signal and each message did
   *   not need both: the sender's `outboxInUse`, the receiver's `consumed`. A second object would cost a second load
   *   there, or a cast. A question, pairs and a scope are kept as plain objects, because the scheduler does not know
   *   their types.
   *
   * Ordering
   *   A seqlock without a lock: `turns` is written before all that a turn changes, `begun` after it. A reader takes
   *   `begun` first and `turns` last. If they are the same number, no turn began in between, and all that it read
   *   belongs to that turn.
   *
   *   begin:   turns; fence; consumed, progress; current (release); begun (release)
   *   reader:  begun (acquire); current, consumed (acquire); turns
   *
   *   A turn begins while `current` still names the agent of the turn before. Without the numbers, a sender would take
   *   the new count for that of the agent it looks for, and put messages beyond the bound of its mailbox.
   *
   * Invariants
   *   F1  a count that is read is one of the task that was asked for      FrameTest.aCountIsNeverThatOfAnotherTask
   *   F2  only the turn that the watchdog saw learns of it                FrameTest.whatWasSeenOfATurnIsNotToldToTheNext
   */

  /**
   * The frame of a thread that is not a worker, while it runs a turn or something {@link Aside}.
   */
  private static final ThreadLocal<@Nullable Frame> TURN = new ThreadLocal<>();

  private static final TurnBudget UNUSED = new TurnBudget();

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
   * Set by calls of the agent that end its batch early (await, become, unstash, a deferred signal),
   * and by a thread that aborts it.
   */
  public boolean attention;

  /**
   * Whether signals of the running agent take the slow path: its outbox holds messages, which later
   * ones to the same agent must not overtake, it holds questions that it may hand on, or pairs go
   * along with what it sends.
   */
  public boolean outboxInUse;

  /** The question that the running agent handles, or null; see Questions. */
  public @Nullable Object question;

  /** Whether what the running agent begins at present is not on behalf of that question. */
  public boolean detached;

  /**
   * The agent whose room the running agent waited for, and may fill in this turn; see Backpressure.
   */
  public @Nullable Task admittedTo;

  /** What goes along with all that the running agent sends, or null; see TurnPairs. */
  public @Nullable Object pairs;

  /** What interrupts the running agent if nobody waits for its answer, or null. */
  public @Nullable Object interruption;

  /** What the running agent is doing, as a library sees it; null outside of any. See Scope. */
  public @Nullable Object scope;

  /** Whether the running agent may wait in place, because it has a virtual thread. */
  public boolean mayBlock;

  /** How that thread waits, if a stepper runs it; see {@link Parking}. */
  public @Nullable Handover handover;

  /** How many messages the running agent may still handle in this turn. */
  public int left;

  /** The time it has for them. */
  public final TurnBudget budget;

  /** The class of the message sent last by this thread's agents; the class may be sent. */
  private @Nullable Class<?> sendable;

  /** The class sent before that one: a question and its answer often alternate. */
  private @Nullable Class<?> sendableToo;

  /** Whether messages of this class were sent here lately and so need no check. */
  public boolean knowsSendable(Class<?> type) {
    return sendable == type || sendableToo == type;
  }

  /** Notes that messages of this class may be sent. */
  public void setSendable(Class<?> type) {
    sendableToo = sendable;
    sendable = type;
  }

  public long turns;
  public long spawned;
  public long handled;

  /**
   * Whether the running agent is known to take long, so that what it makes runnable should not wait
   * for it.
   */
  boolean heavy;

  /** Notes that the running agent takes long. */
  public void beHeavy() {
    heavy = true;
    if (worker != null) {
      worker.share();
    }
  }

  /** Notes that the running message takes long. Called by a thief, which has seen that. */
  void foundHeavy() {
    HEAVY.setOpaque(this, true);
  }

  boolean isHeavy() {
    return (boolean) HEAVY.getOpaque(this);
  }

  /** Work that was left undone when the stack was exhausted. */
  public interface Unfinished {
    /** Finishes it; {@code rest} is what was noted beside it. */
    void resume(@Nullable Object rest);
  }

  /**
   * What this worker must look after before its next turn, as a list of arrays. Each holds a task,
   * the next array, and a third element: not null if the task is runnable but in no queue, null if
   * it only has to be {@linkplain Task#prod prodded}. Or it holds something {@link Unfinished}, the
   * next array, and the rest of that work. Or it holds nothing but the next array, and stands for
   * what this thread has postponed.
   *
   * <p>For code that runs out of stack or heap after it made a task runnable and before it handed
   * the task over. Such code must call nothing, and must not lock either: in interpreted code,
   * locking needs stack and may throw after it has taken the lock. Threads that are not workers
   * {@linkplain StackProbe make sure} beforehand that there is enough stack. Used by the worker's
   * own thread only.
   */
  public @Nullable Object @Nullable [] stranded;

  /** Hands over what is stranded. Called with enough stack, between two turns. */
  void lookAfterStranded() {
    end();
    depth = 0; // perhaps the stack ended in Aside
    Aside.leave(Aside.enter()); // runs what is postponed
    for (@Nullable Object[] first = stranded; first != null; first = stranded) {
      if (first[0] instanceof Unfinished unfinished) {
        unfinished.resume(first[2]);
      } else if (first[0] instanceof Task task) {
        if (first[2] == null) {
          task.prod();
        } else {
          task.schedule();
        }
      }
      stranded = (@Nullable Object[]) first[1]; // last: if the above throws, it is kept
    }
  }

  // What its thread runs aside; see Aside.
  int depth;
  boolean outboxBefore;
  @Nullable ObjectOwner partyBefore;
  private @Nullable Aside firstPutOff;
  private @Nullable Aside lastPutOff;
  private boolean lent;

  /** What {@link #isReporting} returns while something runs aside. */
  public boolean reporting;

  /** Whether its thread is inside a listener or a logger. */
  public boolean isReporting() {
    return reporting && depth > 0;
  }

  public Frame(@Nullable Worker worker) {
    this(worker, new TurnBudget());
  }

  private Frame(@Nullable Worker worker, TurnBudget budget) {
    this.worker = worker;
    this.budget = budget;
  }

  /**
   * A frame for code that takes messages when it likes, if at all: its budget must not be used. It
   * is smaller than others.
   */
  public static Frame withoutBudget() {
    return new Frame(null, UNUSED);
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
   * Between messages on a virtual thread: gives its carrier to other threads about every 10 ms. It
   * parks for that, because a carrier would resume a thread that only yields before it runs others.
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
      boolean interrupted = Thread.interrupted(); // else it would not park
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

  /** As {@link #shareCarrier}, if the calling thread runs an agent that may block. */
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
   * Sets the frame of the calling thread, which is not a worker, or removes it if {@code frame} is
   * null. Returns the previous one.
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

  /** Gives the calling thread, which has no frame, one for a while. */
  static Frame lend() {
    Frame frame = withoutBudget();
    frame.lent = true;
    TURN.set(frame);
    return frame;
  }

  boolean isLent() {
    return lent;
  }

  /** Whether the calling thread, whose frame this is, is inside its agent's turn. */
  public boolean isInTurn() {
    return current != null && depth == 0;
  }

  /** Whether its thread runs something {@link Aside}. */
  public boolean isAside() {
    return depth > 0;
  }

  /** Postpones {@code list} until nothing runs aside any more. Calls nothing. */
  void putOff(Aside list) {
    if (lastPutOff == null) {
      if (worker != null && (stranded == null || stranded[0] != null)) {
        try {
          stranded = new @Nullable Object[] {null, stranded, null};
        } catch (OutOfMemoryError e) {
          // it is run all the same, unless the stack ends too
        }
      }
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

  /** Runs the first that is postponed; returns whether there was one. */
  boolean runFirstPutOff() {
    Aside first = firstPutOff;
    if (first == null) {
      return false;
    }
    firstPutOff = first.next;
    if (firstPutOff == null) {
      lastPutOff = null;
    }
    first.next = null;
    try {
      first.work();
    } catch (StackOverflowError e) { // it is the first again
      first.next = firstPutOff;
      firstPutOff = first;
      if (lastPutOff == null) {
        lastPutOff = first;
      }
      throw e;
    }
    return true;
  }

  void begin(Task task) {
    attention = false;
    outboxInUse = false;
    heavy = false;
    depth = 0; // a StackOverflowError in Aside.leave that was caught harms one turn only
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
   * The turn ends if the compare-and-set that follows succeeds. From then on only its worker takes
   * what it leaves in the slot.
   */
  public void ending() {
    ENDED.setOpaque(this, turns);
    VarHandle.fullFence(); // pairs with that of a thief: see Worker; free before a compare-and-set
  }

  /** The compare-and-set after {@link #ending} failed, or was perhaps not reached. */
  public void notEnding() {
    ENDED.setOpaque(this, 0L);
  }

  /** Whether the last turn ended by {@link #ending}. Its own thread only. */
  boolean hasEnded() {
    return ended == turns;
  }

  /** Whether the last turn may have ended so, and the next not have begun. Any thread. */
  boolean mayBeBetweenTurns() {
    return (long) ENDED.getAcquire(this) == begunAcquire();
  }

  void end() {
    CURRENT.setRelease(this, null);
  }

  /**
   * Asks the running agent, from another thread, to look at its state after the current message.
   * The caller has changed the state before. No effect if the turn is about to begin: it looks
   * anyway.
   */
  public void callAttention() {
    ATTENTION.setOpaque(this, true);
  }

  /** Pairs with {@link #callAttention}; read again after each message. */
  public boolean attentionOpaque() {
    return (boolean) ATTENTION.getOpaque(this);
  }

  public @Nullable Task currentAcquire() {
    return (Task) CURRENT.getAcquire(this);
  }

  /** The running agent. Its own thread only. */
  public @Nullable Task current() {
    return current;
  }

  /**
   * Notes that another message is taken; {@code taken} is the mailbox's count of messages taken so
   * far.
   */
  public void advance(int taken) {
    CONSUMED.setOpaque(this, taken);
    PROGRESS.setOpaque(this, progress + 1);
  }

  /**
   * The count of messages that {@code task} has taken, or {@code known}, a count read before, if
   * the task is not running here or is no further than that. Any thread.
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
   * The number of the turn that began last. What is read after it belongs to that turn if {@link
   * #turnsOpaque()} then returns the same number.
   */
  long begunAcquire() {
    return (long) BEGUN.getAcquire(this);
  }

  /**
   * Counts messages and turns: two reads are equal if the same message was being handled all the
   * while.
   */
  long progressAcquire() {
    return (long) PROGRESS.getAcquire(this);
  }

  long turnsOpaque() {
    return (long) TURNS.getOpaque(this);
  }

  /** Notes that the watchdog saw turn {@code turn} running at {@code nanos}, which is not 0. */
  void observe(long turn, long nanos) {
    OBSERVED.setOpaque(this, nanos);
    OBSERVED_TURN.setRelease(this, turn); // pairs with takeObserved()
  }

  /** When the watchdog saw this turn running, or 0. Forgets it. */
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
  private static final VarHandle HEAVY;
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
      HEAVY = lookup.findVarHandle(Frame.class, "heavy", boolean.class);
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

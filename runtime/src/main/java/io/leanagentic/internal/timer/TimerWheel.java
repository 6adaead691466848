package io.leanagentic.internal.timer;

import io.leanagentic.internal.log.Log;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Stepper;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a runtime. A timer never fires early, and one that was cancelled never fires.
 *
 * <p>Any thread may call any method. Timers that are due at the same {@link #fireDue} fire in the
 * order of their deadlines, those with the same deadline in the order in which they were scheduled.
 */
public final class TimerWheel implements Stepper.TimerDriver {
  /*
   * Structure
   *   One lock guards Levels, the wheel itself, which knows no threads and no clock. All times inside are nanoseconds
   *   since this wheel was made, so they are never negative and the clock's origin does not matter. The class is long
   *   because scheduling, firing, cancelling and sleeping all depend on that lock.
   *
   *   Firing goes in bounded steps. Each step takes, under the lock, what is due in one slot, then fires it outside the
   *   lock:
   *
   *     IDLE --schedule--> in a slot --taken--> DUE --fire--> IDLE, onTimer runs
   *       ^                    |                 |
   *       +------ cancel ------+-----------------+
   *
   *   So a timer can be cancelled until the moment its onTimer begins, by another timer of the same batch too.
   *   A timeout, which is nearly always cancelled, comes by way of RecentTimers.
   *
   * Ordering
   *   The lock of `levels` guards all fields of the wheel and of its entries, except timeouts on their way to it. What
   *   a thread did before schedule() happens-before onTimer() by the same lock.
   *
   *   The timer thread publishes under the lock how long it sleeps (sleepUntil). schedule() compares under the lock,
   *   and unparks the thread if its deadline is earlier. Whichever comes first, the other sees it; an unpark before the
   *   park is not lost. While there is no such thread, sleepUntil is the end of time.
   *
   *     scheduleTimeout: push, then read sleepUntil      pairs with   nanosToSleep, close: write sleepUntil, then take
   *                                                                   what was pushed
   *
   * Invariants
   *   I1  never early, cancelled never, all due fire        TimerWheelTest.agreesWithAListOfTimers
   *   I2  cancel() is true or the timer fires, never both   TimerWheelTest.aCancelThatRacesWithFiringWinsOrLoses
   *   I3  an earlier deadline wakes the timer thread        TimerThreadTest.wakesForAnEarlierTimer
   *   I4  a full heap loses no timer, nor the thread        OomTest
   *   I5  a timeout fires or is cancelled, wherever it is   TimerWheelTest.aTimeoutFiresUnlessItIsCancelled
   *
   * Progress
   *   schedule and cancel are O(1). The lock is held for a few loads and stores, and in fireDue() for the contents of
   *   one slot: the timers of one tick, or a chunk of a coarser slot that moves to finer ones.
   *
   * References
   *   Varghese, Lauck: Hashed and Hierarchical Timing Wheels, SOSP 1987 (scheme 7). Differs: deadlines are kept exactly
   *   and compared to the clock when they fire; empty slots are skipped by a bitmap instead of ticked through.
   */
  private static final Comparator<Entry> BY_DEADLINE =
      Comparator.comparingLong(entry -> entry.deadline);
  private static final long AWAKE = Long.MIN_VALUE;
  private static final long AGAIN_NANOS = 1_000_000;

  private final Clock clock;
  private final BiConsumer<Entry, Throwable> failures;
  private final long origin;
  private final Levels levels;
  private boolean closed; // guarded by the lock

  private final RecentTimers recent = new RecentTimers();
  private @Nullable Entry unfiled; // recent ones on their way into the levels, the oldest first

  private @Nullable Thread sleeper;
  private volatile long sleepUntil = Long.MAX_VALUE; // written under the lock

  /**
   * An empty wheel.
   *
   * @param clock says when a timer is due
   * @param tickNanos the width of the finest slot, rounded up to a power of two; it bounds the work
   *     per slot, not the precision
   * @param slots how many slots a level has: a power of two from 2 to 64
   */
  public TimerWheel(Clock clock, long tickNanos, int slots) {
    this(
        clock,
        tickNanos,
        slots,
        (timer, failure) ->
            new Log().write(System.Logger.Level.ERROR, "A timer failed: " + timer, failure));
  }

  /**
   * As above.
   *
   * @param failures gets what an entry threw; throws nothing itself
   */
  public TimerWheel(Clock clock, long tickNanos, int slots, BiConsumer<Entry, Throwable> failures) {
    if (tickNanos <= 0 || tickNanos > 1L << 62) {
      throw new IllegalArgumentException("tickNanos must be from 1 to 2^62, but was " + tickNanos);
    }
    if (slots < 2 || slots > Long.SIZE || Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException(
          "slots must be a power of two from 2 to 64, but was " + slots);
    }
    this.clock = clock;
    this.failures = failures;
    this.origin = clock.nanoTime();
    this.levels =
        new Levels(
            Long.SIZE - Long.numberOfLeadingZeros(tickNanos - 1),
            Integer.numberOfTrailingZeros(slots));
  }

  /**
   * Lets {@code entry} fire once, not before {@code delayNanos} have passed. A delay of zero or
   * less is due at once; one beyond the range of the clock never is.
   *
   * @throws IllegalStateException if the entry waits to fire already
   */
  public void schedule(Entry entry, long delayNanos) {
    long deadline = deadline(delayNanos);
    Thread wake = null;
    boolean late;
    synchronized (levels) {
      begin(entry, deadline);
      late = closed;
      if (!late) {
        levels.add(entry);
        wake = toWakeFor(deadline);
      }
    }
    if (late) {
      entry.onClosed();
    }
    wake(wake);
  }

  /**
   * As {@link #schedule}, for an entry that is nearly always cancelled soon, and never scheduled
   * again. Takes no lock then.
   */
  public void scheduleTimeout(Entry entry, long delayNanos) {
    scheduleTimeout(entry, delayNanos, null);
  }

  /** As above, but not later than {@code last}, a timer of this wheel or null, is due. */
  public void scheduleTimeout(Entry entry, long delayNanos, @Nullable Entry last) {
    long deadline = deadline(delayNanos);
    if (last != null && last.deadline < deadline) {
      deadline = last.deadline;
      entry.capped = true;
    }
    begin(entry, deadline);
    RecentTimers.Stack stack = recent.mine();
    stack.push(entry);
    if (entry.deadline < sleepUntil || stack.hasMany()) {
      file(stack);
    }
  }

  private void begin(Entry entry, long deadline) {
    if (entry.place != Entry.IDLE) {
      throw new IllegalStateException("this timer is scheduled already: " + entry);
    }
    entry.home = this;
    entry.deadline = deadline;
  }

  private long deadline(long delayNanos) {
    long deadline = elapsed() + Math.max(0, delayNanos);
    return deadline < 0 ? Long.MAX_VALUE : deadline; // overflow
  }

  /** The thread to wake for a new timer, or null. Under the lock. */
  private @Nullable Thread toWakeFor(long deadline) {
    if (sleeper == null || deadline >= sleepUntil) {
      return null;
    }
    sleepUntil = deadline;
    return sleeper;
  }

  private void wake(@Nullable Thread thread) {
    if (thread == null) {
      return;
    }
    try {
      LockSupport.unpark(thread);
    } catch (StackOverflowError e) {
      synchronized (levels) { // the timer is there, and the next one wakes the thread for both
        if (sleepUntil != AWAKE) {
          sleepUntil = Long.MAX_VALUE;
        }
      }
    }
  }

  private void file(RecentTimers.Stack stack) {
    Thread wake;
    boolean late;
    synchronized (levels) {
      takeAndFile(stack);
      late = closed;
      wake = toWakeFor(levels.nextWake());
    }
    if (late) {
      close();
    }
    wake(wake);
  }

  /** Files all recent timeouts. Under the lock. */
  private void fileAll() {
    for (RecentTimers.Stack stack : recent.stacks) {
      takeAndFile(stack);
    }
  }

  private void takeAndFile(RecentTimers.Stack stack) {
    fileTaken(); // what a caller left that exhausted its stack
    unfiled = stack.take();
    fileTaken();
  }

  /** Files the recent timeouts that were taken, except the cancelled ones. Under the lock. */
  private void fileTaken() {
    Entry entry = unfiled;
    while (entry != null) {
      Entry following = entry.next;
      if (entry.beginFiling()) {
        levels.add(entry);
      } else {
        entry.next = null;
      }
      unfiled = following; // only now: if the stack is exhausted, the next caller begins here
      entry = following;
    }
  }

  /**
   * Fires nothing from now on: timers that wait, and timers that are scheduled later, are notified
   * at once by {@link Entry#onClosed}. Closing again changes nothing.
   */
  public void close() {
    var left = new ArrayList<Entry>();
    synchronized (levels) {
      closed = true;
      sleeper = null;
      sleepUntil = Long.MAX_VALUE; // so that later timeouts come to the lock at once
      fileAll();
      levels.takeAll(left);
      left.forEach(entry -> entry.place = Entry.IDLE);
    }
    left.sort(BY_DEADLINE);
    for (Entry entry : left) {
      try {
        entry.onClosed();
      } catch (Throwable failure) {
        failures.accept(entry, failure);
      }
    }
  }

  /** How many timers wait to fire. */
  public int size() {
    synchronized (levels) {
      fileAll();
      return levels.size();
    }
  }

  /**
   * {@inheritDoc} Exact, and cheap unless the next timer has fired or was cancelled since the last
   * call.
   */
  @Override
  public long nextDeadline() {
    long next;
    synchronized (levels) {
      fileAll();
      next = levels.earliest();
    }
    long byTheClock = origin + next;
    boolean never = next == Long.MAX_VALUE || (origin > 0 && byTheClock < 0);
    return never ? Long.MAX_VALUE : byTheClock;
  }

  /**
   * {@inheritDoc} What is scheduled meanwhile, to be due at once, may be left for the next call.
   */
  @Override
  public int fireDue() {
    long now = elapsed();
    var due = new ArrayList<Entry>();
    int fired = 0;
    boolean more = true;
    synchronized (levels) {
      fileAll();
    }
    while (more) {
      synchronized (levels) {
        try {
          more = levels.step(now, due);
          due.sort(BY_DEADLINE);
        } catch (OutOfMemoryError e) {
          more = !due.isEmpty(); // what was taken fires; the rest is where it was
        }
      }
      int next = 0;
      try {
        while (next < due.size()) { // no iterator: there may be no memory for one
          fired += fire(due.get(next++)) ? 1 : 0;
        }
      } finally {
        while (next < due.size()) {
          putBack(due.get(next++));
        }
      }
      due.clear();
    }
    return fired;
  }

  /** Puts back {@code entry}, which was taken to be fired and was not. */
  private void putBack(Entry entry) {
    synchronized (levels) {
      if (entry.place == Entry.DUE) {
        entry.place = Entry.IDLE;
        levels.add(entry);
      }
    }
  }

  private boolean fire(Entry entry) {
    synchronized (levels) {
      if (entry.place != Entry.DUE) {
        return false; // cancelled since it was taken; possibly scheduled anew
      }
      entry.place = Entry.IDLE;
    }
    try {
      entry.onTimer();
    } catch (Throwable failure) {
      if (failure instanceof OutOfMemoryError) {
        fireAgain(entry);
      }
      failures.accept(entry, failure);
    }
    return true;
  }

  /**
   * Makes {@code entry}, which there was no memory to fire, due again soon, unless it is scheduled
   * already.
   */
  private void fireAgain(Entry entry) {
    synchronized (levels) {
      if (entry.place == Entry.IDLE && !closed) {
        entry.deadline = elapsed() + AGAIN_NANOS;
        levels.add(entry);
      }
    }
  }

  /**
   * How long until {@code entry} is due, or would be if it was not cancelled; zero or less if it
   * should have fired, {@link Long#MAX_VALUE} if it never will. It was scheduled on this wheel.
   */
  public long nanosLeft(Entry entry) {
    return entry.deadline == Long.MAX_VALUE ? Long.MAX_VALUE : entry.deadline - elapsed();
  }

  private boolean cancel(Entry entry) {
    synchronized (levels) {
      switch (entry.place) {
        case Entry.IDLE, Entry.GONE -> {
          return false;
        }
        case Entry.DUE -> entry.place = Entry.IDLE;
        case Entry.FILING -> entry.place = Entry.GONE;
        default -> levels.remove(entry);
      }
      return true;
    }
  }

  private long elapsed() {
    return Math.max(0, clock.nanoTime() - origin);
  }

  /** Notes that {@code thread} is awake: an earlier timer need not wake it. */
  void awake(Thread thread) {
    synchronized (levels) {
      if (!closed) {
        sleeper = thread;
        sleepUntil = AWAKE;
      }
    }
  }

  private void sleepUntil(long deadline) {
    if (!closed) {
      sleepUntil = deadline;
    }
  }

  /**
   * How long the timer thread may sleep; from now on an earlier timer wakes it. {@link
   * Long#MAX_VALUE} if there is no timer.
   */
  long nanosToSleep() {
    synchronized (levels) {
      sleepUntil(levels.nextWake()); // what is pushed from now on wakes the thread if it must
      fileAll();
      long until = levels.nextWake();
      sleepUntil(until);
      return until == Long.MAX_VALUE ? Long.MAX_VALUE : until - elapsed();
    }
  }

  /**
   * Something that happens later, once. It may be scheduled again after it fired or was cancelled,
   * on the same wheel.
   */
  public abstract static class Entry {
    static final short IDLE = 0;
    static final short DUE = -1;
    static final short RECENT = -2;
    static final short FILING = -3;
    static final short GONE = -4;

    @Nullable TimerWheel home;
    @Nullable Entry next;
    @Nullable Entry previous;
    long deadline;

    /**
     * {@link #IDLE}, {@link #DUE}, or one more than the index of the slot it is in; RecentTimers
     * explains the others.
     */
    short place; // short, so that a question and its answer are 64 bytes

    /** Whether its time was cut short to that of another. */
    private boolean capped;

    /** An entry that is not scheduled. */
    protected Entry() {}

    /**
     * Runs when its time has come, in the thread that drives the wheel, outside its lock; keep it
     * short.
     */
    protected abstract void onTimer();

    /** The wheel was closed, so {@link #onTimer} will not run. */
    protected void onClosed() {}

    /** Whether it is due earlier than was asked for, because another one is. */
    protected final boolean isCapped() {
      return capped;
    }

    /** Takes the timer back. Returns whether it was scheduled and will not fire now. */
    public final boolean cancelTimer() {
      if (place == RECENT && PLACE.compareAndSet(this, RECENT, GONE)) {
        return true;
      }
      TimerWheel wheel = home;
      return wheel != null && wheel.cancel(this);
    }

    /** Under the lock: whether it was not cancelled, and is to be filed. */
    final boolean beginFiling() {
      return PLACE.compareAndSet(this, RECENT, FILING) || place == FILING;
    }

    final Entry following() {
      return Objects.requireNonNull(next, "not in a slot");
    }

    final Entry preceding() {
      return Objects.requireNonNull(previous, "not in a slot");
    }

    private static final VarHandle PLACE;

    static {
      try {
        PLACE = MethodHandles.lookup().findVarHandle(Entry.class, "place", short.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}

package io.leanagentic.internal.scheduler;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Knows which workers sleep and how many search. Decides which one to wake for new work, and keeps
 * searching cheap.
 */
final class IdleWorkers {
  /*
   * Structure
   *   `state` packs two counts: workers awake and workers searching. Sleepers form a stack: the last to fall asleep has
   *   the warmest cache and is woken first.
   *
   *   One of the sleepers may be on guard (see Sleeper). It counts as asleep, and ends its own sleep with cancelSleep.
   *
   * Ordering (why no wake-up is lost)
   *   producer: put work, full fence, read state            -- wakes a sleeper if there is one and no worker searches
   *   sleeper:  leave `awake` (atomic), look at all queues  -- stays awake if there is work
   *   Both are sequentially consistent, so at least one of them sees the other. A producer that sees a searcher wakes
   *   no sleeper: the searcher either finds the work, or is the last to stop searching and then looks once more
   *   (Sleeper.sleep).
   *
   * Invariants
   *   I1  searching <= awake <= workers                      IdleWorkersTest.countsStayInBounds
   *   I2  at most half of the workers begin to search        IdleWorkersTest.atMostHalfOfTheWorkersSearch
   *   I3  a worker is woken once for each time it slept      IdleWorkersTest.aSleeperIsWokenOnce
   *
   * References
   *   tokio, runtime/scheduler/multi_thread/idle.rs.
   */
  private static final long ONE_AWAKE = 1L << 32;

  private final int workers;
  private final Machine machine;
  private final AtomicLong state;
  private final ArrayDeque<Worker> sleepers;
  private volatile @Nullable Worker guard; // one of the sleepers; written under the lock
  private volatile long guardNeededAt;

  IdleWorkers(int workers, Machine machine) {
    this.workers = workers;
    this.machine = machine;
    this.guardNeededAt = machine.nanos();
    this.sleepers = new ArrayDeque<>(workers + 1); // never grows
    this.state = new AtomicLong(workers * ONE_AWAKE);
  }

  private static int awake(long state) {
    return (int) (state >>> 32);
  }

  private static int searching(long state) {
    return (int) state;
  }

  private boolean shouldWake() {
    long s = state.get();
    return searching(s) == 0 && awake(s) < workers;
  }

  /**
   * Picks a sleeper for new work, and counts it as awake and searching; null if none is needed.
   *
   * @throws StackOverflowError if there is too little stack to wake it; nothing has happened then
   */
  @Nullable Worker wakeForWork() {
    machine.reads(this);
    if (!shouldWake()) {
      return null;
    }
    StackProbe.check(false); // a worker taken from the sleepers must be woken
    machine.writes(this);
    synchronized (this) {
      if (!shouldWake()) {
        return null;
      }
      Worker worker = sleepers.poll();
      if (worker != null) {
        relieve(worker);
        state.addAndGet(ONE_AWAKE + 1);
      }
      return worker;
    }
  }

  /** What a worker that wants to sleep must do. */
  enum Sleep {
    /** Sleep. */
    NOW,
    /**
     * Look at all queues once more, then sleep: it was the last that searched, or did not search.
     */
    AFTER_ANOTHER_LOOK,
    /** End: it was replaced. */
    NEVER
  }

  /** Counts {@code worker} as asleep, unless it was replaced. */
  Sleep sleep(Worker worker, boolean wasSearching) {
    machine.writes(this);
    return fallAsleep(worker, wasSearching);
  }

  private synchronized Sleep fallAsleep(Worker worker, boolean wasSearching) {
    if (worker.isDetached()) {
      return Sleep.NEVER;
    }
    long before = state.getAndAdd(wasSearching ? -ONE_AWAKE - 1 : -ONE_AWAKE);
    sleepers.push(worker);
    if (guard == null && awake(before) > 1) {
      guard = worker;
    }
    return !wasSearching || searching(before) == 1 ? Sleep.AFTER_ANOTHER_LOOK : Sleep.NOW;
  }

  /** Takes {@code worker} back from the sleepers; false if it was already woken. */
  boolean cancelSleep(Worker worker) {
    machine.writes(this);
    return takeBack(worker);
  }

  private synchronized boolean takeBack(Worker worker) {
    if (!sleepers.remove(worker)) {
      return false;
    }
    relieve(worker);
    state.addAndGet(ONE_AWAKE);
    return true;
  }

  /** Whether one more worker may search. */
  boolean beginSearch() {
    machine.writes(this);
    for (; ; ) {
      long s = state.get();
      if (2 * searching(s) >= workers) {
        return false;
      }
      if (state.compareAndSet(s, s + 1)) {
        return true;
      }
    }
  }

  /**
   * Returns whether this was the last worker that searched. If so, and if it found work, another
   * worker should be woken.
   */
  boolean endSearch() {
    machine.writes(this);
    return searching(state.getAndDecrement()) == 1;
  }

  // The guard: see Sleeper.

  /**
   * The sleeper that stands guard from now on, for the caller to wake; null if there is a guard
   * already or no sleeper.
   */
  @Nullable Worker callGuard() {
    if (guard != null) {
      return null;
    }
    long now = machine.nanos();
    synchronized (this) {
      if (guard == null) {
        guardNeededAt = now;
        guard = sleepers.peek();
        return guard;
      }
      return null;
    }
  }

  /** Notes that a guard is needed now: it found work held up, or a new guard begins. */
  void guardNeeded() {
    guardNeededAt = machine.nanos();
  }

  long guardNeededAt() {
    return guardNeededAt;
  }

  private void relieve(Worker worker) {
    if (guard == worker) {
      guard = null;
    }
  }

  boolean isGuard(Worker worker) {
    return guard == worker;
  }

  /** Relieves {@code worker} of the guard; false if a worker is awake after all. */
  synchronized boolean endGuard(Worker worker) {
    guard = null;
    if (allAsleep()) { // pairs with callGuard(): a waking worker is counted, then looks for a guard
      return true;
    }
    guard = worker;
    return false;
  }

  /** Runs {@code action} unless {@code worker} sleeps; no worker goes to sleep meanwhile. */
  synchronized boolean unlessAsleep(Worker worker, Runnable action) {
    if (sleepers.contains(worker)) {
      return false;
    }
    action.run();
    return true;
  }

  boolean allAsleep() {
    return awake(state.get()) == 0;
  }

  int awake() {
    return awake(state.get());
  }

  int searching() {
    return searching(state.get());
  }
}

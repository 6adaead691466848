package io.leanagentic.cluster.internal.consensus;

import java.util.function.LongSupplier;

/** The time of a log. */
final class LogClock {
  /*
   * Structure
   *   A leader begins at the time of the last entry that it applied, and adds what its own monotonic clock says has passed
   *   since. Each entry carries the time at which the leader took it; to apply an entry is to move on to its time. So
   *   between two leaders time stands still, and no jump of a clock of day is seen.
   *
   * Invariants
   *   T1  it never runs backwards                             LogClockTest.itNeverRunsBackwards
   *   T2  time without a leader does not count                LogClockTest.timeWithoutALeaderDoesNotCount
   */
  private final LongSupplier nanos;

  // Guarded by this.
  private long applied;
  private long term = -1;
  private long begun;
  private long base;

  LogClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The time of an entry that this node takes as the leader of {@code term}. */
  synchronized long stamp(long term) {
    long now = nanos.getAsLong();
    if (this.term != term) {
      this.term = term;
      begun = now;
      base = applied;
    }
    return base + (now - begun);
  }

  /** Moves on to the time of an entry; returns the time from then on. */
  synchronized long apply(long stamp) {
    applied = Math.max(applied, stamp);
    return applied;
  }

  /** The time of the last entry that was applied. */
  synchronized long applied() {
    return applied;
  }
}

package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.capability.Val;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends a program once all its parties have ended, as the latch of the suite does; the result is the
 * sum of theirs.
 */
@Val
public final class Gathering {
  private final AtomicLong sum = new AtomicLong();
  private final AtomicInteger missing;
  private final Completion finish;

  /** For {@code parties}; reports to {@code finish}. */
  public Gathering(int parties, Completion finish) {
    this.missing = new AtomicInteger(parties);
    this.finish = finish;
  }

  /** One more has ended. */
  public void end(long result) {
    sum.addAndGet(result);
    if (missing.decrementAndGet() == 0) {
      finish.with(sum.get());
    }
  }
}

package io.leanagentic.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells when iterations no longer get faster. The compiler needs a second for one program and ten
 * for another; an end after a fixed time would measure the compiler.
 */
public final class WarmUp {
  /** Iterations are compared by windows of so long. */
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(1);

  /** A median is less than another if it is less than this part of it. */
  private static final double FASTER = 0.95;

  /** So many windows in a row must be no faster than the fastest before. */
  private static final int IN_VAIN = 3;

  /** The warm-up ends after so long in any case. */
  private static final long MOST = TimeUnit.SECONDS.toNanos(20);

  private final long least;
  private final List<Double> window = new ArrayList<>();
  private long windowNanos;
  private long nanos;
  private double best = Double.POSITIVE_INFINITY;
  private int inVain;

  /** One that lasts {@code least} nanoseconds or longer. */
  public WarmUp(long least) {
    this.least = least;
  }

  /** Notes an iteration that took {@code iterationNanos}; returns whether the warm-up is over. */
  public boolean isOverAfter(long iterationNanos) {
    nanos += iterationNanos;
    windowNanos += iterationNanos;
    window.add((double) iterationNanos);
    if (windowNanos >= WINDOW) {
      double median = Statistics.median(window);
      inVain = median < FASTER * best ? 0 : inVain + 1;
      best = Math.min(best, median);
      window.clear();
      windowNanos = 0;
    }
    return nanos >= least && (inVain >= IN_VAIN || nanos >= MOST);
  }
}

package io.leanagentic.internal.profile;

import io.leanagentic.RuntimeMetrics.Percentiles;
import io.leanagentic.extension.Inspection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of times in nanoseconds, in buckets of 1/16 of a power of two, so that a percentile is
 * exact to 6 %. Any thread may add. On a machine with many processors there are several sets of
 * counts, so that threads seldom write the same words.
 */
public final class TimeHistogram {
  private static final int SUB_BITS = 4;
  private static final int SUB = 1 << SUB_BITS;

  private static final int BUCKETS = (64 - SUB_BITS) * SUB;
  private static final int PROCESSORS = 4; // that share a set
  private static final int MOST_SETS = 16;

  private final AtomicLongArray[] sets;

  public TimeHistogram() {
    this(Runtime.getRuntime().availableProcessors());
  }

  TimeHistogram(int processors) {
    int count = Integer.highestOneBit(Math.clamp(processors / PROCESSORS, 1, MOST_SETS));
    sets = new AtomicLongArray[count];
    for (int i = 0; i < count; i++) {
      sets[i] = new AtomicLongArray(BUCKETS);
    }
  }

  /** Adds one time; a negative one counts as 0. */
  public void add(long nanos) {
    int set = (int) Thread.currentThread().threadId() & (sets.length - 1);
    sets[set].getAndIncrement(index(Math.max(0, nanos)));
  }

  private static int index(long value) {
    if (value < SUB) {
      return (int) value;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(value);
    int sub = (int) (value >>> (exponent - SUB_BITS)) & (SUB - 1);
    return (exponent - SUB_BITS + 1) * SUB + sub;
  }

  /** The largest value that falls into bucket {@code index}. */
  private static long upperBound(int index) {
    if (index < SUB) {
      return index;
    }
    int exponent = index / SUB + SUB_BITS - 1;
    long width = 1L << (exponent - SUB_BITS);
    return (1L << exponent) + (index % SUB + 1) * width - 1;
  }

  /** What was counted so far. */
  public Snapshot snapshot() {
    long[] now = new long[BUCKETS];
    long total = 0;
    for (AtomicLongArray set : sets) {
      for (int i = 0; i < now.length; i++) {
        long count = set.get(i);
        now[i] += count;
        total += count;
      }
    }
    return new Snapshot(now, total);
  }

  /** What was counted up to some moment. */
  public static final class Snapshot implements Inspection.Times {
    private final long[] counts;
    private final long total;

    private Snapshot(long[] counts, long total) {
      this.counts = counts;
      this.total = total;
    }

    /** Percentiles of all. */
    public Percentiles percentiles() {
      return new Percentiles(
          total, percentile(0.5), percentile(0.9), percentile(0.99), percentile(1));
    }

    @Override
    public Percentiles since(Inspection.Times earlier) {
      var before = (Snapshot) Objects.requireNonNull(earlier, "earlier");
      long[] more = counts.clone();
      for (int i = 0; i < more.length; i++) {
        more[i] -= before.counts[i];
      }
      return new Snapshot(more, total - before.total).percentiles();
    }

    /** How many times there are. */
    public long samples() {
      return total;
    }

    /** The time that {@code share} of all, 0 to 1, do not exceed; 0 if there are none. */
    public long percentile(double share) {
      long rank = Math.max(1, (long) Math.ceil(total * share));
      long seen = 0;
      for (int i = 0; i < counts.length; i++) {
        seen += counts[i];
        if (seen >= rank) {
          return upperBound(i);
        }
      }
      return 0;
    }
  }
}

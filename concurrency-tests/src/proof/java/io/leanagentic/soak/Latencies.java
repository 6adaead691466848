package io.leanagentic.soak;

import java.util.Arrays;

/** How long answers took: all of a round, for exact percentiles. Used by one thread at a time. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int size;

  void add(long latency) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = latency;
  }

  /** In ms; 0 if there are none. */
  double percentile(double share) {
    Arrays.sort(nanos, 0, size);
    return size == 0 ? 0 : nanos[(int) Math.min(size - 1, Math.floor(share * size))] / 1e6;
  }
}

package io.leanagentic.demo.trading.swarm;

import java.util.Arrays;

/** Times that are kept one by one, so that percentiles of them are exact. */
final class Latencies {

  private long[] nanos = new long[64];
  private int size;

  void add(long time) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = time;
  }

  Latency summary() {
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return new Latency(size, at(sorted, 0.50), at(sorted, 0.90), at(sorted, 0.99), at(sorted, 1));
  }

  /** The least time that this share of all is not above. */
  private static long at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}

package io.leanagentic.demo.trading.swarm;

/**
 * Percentiles of some times in nanoseconds; all 0 without samples.
 *
 * @param samples how many
 * @param p50 half of them are at most this
 * @param p90 nine in ten
 * @param p99 99 in 100
 * @param max all
 */
public record Latency(long samples, long p50, long p90, long p99, long max) {

  /** Nothing was timed. */
  static final Latency NONE = new Latency(0, 0, 0, 0, 0);
}

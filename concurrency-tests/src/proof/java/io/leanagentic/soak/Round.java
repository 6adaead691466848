package io.leanagentic.soak;

import io.leanagentic.RuntimeMetrics;
import java.time.Duration;
import java.util.List;

/**
 * What a look after some load saw.
 *
 * @param at since the start
 * @param load how long the load was
 * @param now counts since the start
 * @param p50 of answers under load, in ms; p99 and max likewise
 * @param bytes in use after a collection
 */
record Round(
    int number,
    Duration at,
    Duration load,
    RuntimeMetrics before,
    RuntimeMetrics now,
    double p50,
    double p99,
    double max,
    long bytes,
    int threads,
    List<String> problems) {

  long handled() {
    return now.handled() - before.handled();
  }

  /** Messages handled per second of load. */
  double rate() {
    return handled() * 1e9 / load.toNanos();
  }

  double megabytes() {
    return bytes / 1e6;
  }
}

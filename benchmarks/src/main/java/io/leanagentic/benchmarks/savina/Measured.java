package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.harness.Statistics;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was measured of one program of one contender.
 *
 * @param running milliseconds of each iteration in a system that runs already
 * @param starting milliseconds of each iteration with a system of its own, its start and end
 *     included
 * @param processor milliseconds of processor time of an iteration in a running system, all threads
 *     together; one value for each fork
 * @param alone milliseconds that the computation takes in one thread, without agents; none if it is
 *     not measured
 * @param heap most bytes of heap in use; NaN if unknown
 */
record Measured(
    @Val List<Double> running,
    @Val List<Double> starting,
    @Val List<Double> processor,
    @Val List<Double> alone,
    double heap) {
  static final Measured NOTHING =
      new Measured(List.of(), List.of(), List.of(), List.of(), Double.NaN);
  private static final double HIGH = 0.99;

  /** This and the values of one more fork, by their names. */
  Measured with(Map<String, List<Double>> values) {
    List<Double> peaks = values.getOrDefault("heap", List.of());
    return new Measured(
        join(running, values.getOrDefault("running", List.of())),
        join(starting, values.getOrDefault("starting", List.of())),
        join(processor, values.getOrDefault("processor", List.of())),
        join(alone, values.getOrDefault("alone", List.of())),
        peaks.isEmpty() ? heap : peaks.getLast());
  }

  @Val
  private static List<Double> join(@Box List<Double> some, @Box List<Double> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }

  double runningMedian() {
    return Statistics.median(running);
  }

  double runningHigh() {
    return Statistics.percentile(running, HIGH);
  }

  double startingMedian() {
    return Statistics.median(starting);
  }

  double processorMedian() {
    return Statistics.median(processor);
  }

  double aloneMedian() {
    return Statistics.median(alone);
  }

  /**
   * How close it comes to what {@code cores} processors could do at best: 1 if an iteration takes
   * no longer than the computation in one thread divided by them. NaN if unknown.
   */
  double shareOfLimit(int cores) {
    return aloneMedian() / cores / runningMedian();
  }
}

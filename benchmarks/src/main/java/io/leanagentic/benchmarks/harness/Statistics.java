package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Box;
import java.util.Arrays;
import java.util.List;

/** What is said of several measurements. */
public final class Statistics {
  private Statistics() {}

  /** The middle one, or the mean of both; NaN of none. */
  public static double median(@Box List<Double> values) {
    double[] sorted = sorted(values);
    int size = sorted.length;
    return size == 0 ? Double.NaN : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }

  /** The least value that so large a part of all are at most; NaN of none. */
  public static double percentile(@Box List<Double> values, double part) {
    double[] sorted = sorted(values);
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }

  private static double[] sorted(@Box List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** The geometric mean; NaN of none. */
  public static double geometricMean(double[] values) {
    return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
  }
}

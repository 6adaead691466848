package io.leanagentic.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * One measured answer.
 *
 * @param value the mean, in the unit of the row
 * @param error half of the 95 % confidence interval of the mean; NaN if there are too few values
 * @param bytes allocated per operation; NaN if that was not measured
 * @param higher percentiles, where the value is the median; else none
 */
record Measurement(double value, double error, double bytes, List<Double> higher) {

  /** One that is a mean. */
  Measurement(double value, double error, double bytes) {
    this(value, error, bytes, List.of());
  }

  /** As {@code 31 ± 2 ns · 24 B}; in a table, where the unit is known, without it. */
  String text(String unit) {
    var text = new StringBuilder(number(value));
    if (!Double.isNaN(error)) {
      text.append(" ± ").append(number(error));
    }
    higher.forEach(percentile -> text.append(" · ").append(number(percentile)));
    text.append(unit);
    if (!Double.isNaN(bytes)) {
      text.append(" · ").append(String.format(Locale.ROOT, "%,.0f", Math.abs(bytes))).append(" B");
    }
    return text.toString();
  }

  /** Three digits are enough for everybody. */
  static String number(double value) {
    return String.format(Locale.ROOT, value < 9.95 ? "%,.1f" : "%,.0f", value);
  }
}

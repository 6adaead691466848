package io.leanagentic.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What an answer of ours ought to be. */
sealed interface Target {

  /** No more than {@code limit}, in the unit of the row. */
  record AtMost(double limit) implements Target {}

  /** Another's value is at least {@code factor} times ours. */
  record Ahead(Contestant of, double factor) implements Target {}

  /** Ours is at most {@code factor} times another's value. */
  record Within(Contestant of, double factor) implements Target {}

  /** No more than {@code limit} bytes are allocated per operation. */
  record AllocatesAtMost(double limit) implements Target {}

  /** The target and how it stands in {@code measured}: "≥ 3x Pekko: 4.1, met". */
  default String verdict(Map<Contestant, Measurement> measured) {
    Optional<Measurement> ours = Optional.ofNullable(measured.get(Contestant.OURS));
    return switch (this) {
      case AtMost(double limit) ->
          verdict(
              "≤ " + number(limit),
              ours.map(Measurement::value).orElse(Double.NaN),
              limit,
              Measurement::number);
      case AllocatesAtMost(double limit) ->
          verdict(
              "≤ " + number(limit) + " B",
              ours.map(Measurement::bytes).orElse(Double.NaN),
              limit,
              Target::number);
      case Within(Contestant of, double factor) ->
          verdict(
              "≤ " + number(factor) + "× " + of.shortTitle,
              ratio(measured, Contestant.OURS, of),
              factor,
              Target::number);
      case Ahead(Contestant of, double factor) -> {
        double ratio = ratio(measured, of, Contestant.OURS);
        yield "≥ "
            + number(factor)
            + "× "
            + of.shortTitle
            + ": "
            + (Double.isNaN(ratio)
                ? "not measured"
                : number(ratio) + (ratio >= factor ? ", met" : ", **missed**"));
      }
    };
  }

  private static String verdict(
      String target, double value, double limit, java.util.function.DoubleFunction<String> format) {
    return target
        + ": "
        + (Double.isNaN(value)
            ? "not measured"
            : format.apply(value) + (value <= limit ? ", met" : ", **missed**"));
  }

  /** How many times the value of {@code lower} that of {@code upper} is; NaN if one is missing. */
  static double ratio(Map<Contestant, Measurement> measured, Contestant upper, Contestant lower) {
    Measurement a = measured.get(upper);
    Measurement b = measured.get(lower);
    return a == null || b == null ? Double.NaN : a.value() / b.value();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
  }
}

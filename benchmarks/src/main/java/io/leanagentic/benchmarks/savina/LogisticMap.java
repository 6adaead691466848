package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Agents compute a series each, {@code x = rate * x * (1 - x)}; a second agent of each does the
 * arithmetic. The result is the sum of the bits of the last terms.
 *
 * @param way how an agent gets the next term
 * @param terms of each series
 * @param series how many
 */
public record LogisticMap(Way way, int terms, int series) implements Problem {
  private static final double RATE = 3.46;
  private static final double INCREMENT = 0.0025;

  /** How an agent of a series gets the next term. */
  public enum Way {
    /**
     * As published: it is told to compute a term, again and again, and awaits each before it looks
     * at the next message.
     */
    AWAIT,
    /** It sends a message for the next term when it has the last one. */
    MESSAGES
  }

  /** How {@code series} grows. */
  public static double rate(int series) {
    return RATE + series * INCREMENT;
  }

  /** The first term of {@code series}. */
  public static double start(int series) {
    return (series + 1) * INCREMENT;
  }

  /** The term that follows {@code term}. */
  public static double next(double rate, double term) {
    return rate * term * (1 - term);
  }

  /** The part of the result that one series adds. */
  public static long result(double term) {
    return Double.doubleToLongBits(term);
  }

  @Override
  public String name() {
    return switch (way) {
      case AWAIT -> "logistic map, await";
      case MESSAGES -> "logistic map, messages";
    };
  }

  @Override
  public String size() {
    return sized(series, "series, ") + sized(terms, "terms each");
  }

  @Override
  public long expected() {
    long result = 0;
    for (int i = 0; i < series; i++) {
      double term = start(i);
      for (int k = 0; k < terms; k++) {
        term = next(rate(i), term);
      }
      result += result(term);
    }
    return result;
  }
}

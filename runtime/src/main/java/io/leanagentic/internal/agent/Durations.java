package io.leanagentic.internal.agent;

import java.time.Duration;
import java.util.Objects;

/** Durations given by users. */
final class Durations {
  private Durations() {}

  /** In ns; the largest long if there are more. */
  static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** In ns, more than zero. */
  static long positive(String what, Duration duration) {
    Objects.requireNonNull(duration, what);
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(what + " is " + duration + "; allowed: more than zero");
    }
    return nanos(duration);
  }

  /** In ns, zero or more. */
  static long notNegative(String what, Duration duration) {
    Objects.requireNonNull(duration, what);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " is " + duration + "; allowed: zero or more");
    }
    return nanos(duration);
  }
}

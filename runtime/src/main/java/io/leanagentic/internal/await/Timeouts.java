package io.leanagentic.internal.await;

import java.time.Duration;
import java.util.Objects;

/** Timeouts given by users: checked, converted to nanoseconds, and put in words. */
public final class Timeouts {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Timeouts() {}

  /**
   * The nanoseconds of {@code timeout}, which must be more than zero; {@link Long#MAX_VALUE} if
   * they do not fit a long.
   */
  public static long positive(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be more than zero, but was " + timeout);
    }
    return saturatedNanos(timeout);
  }

  /** As {@link #positive}, where zero is allowed and means not to wait. */
  public static long orZero(Duration timeout) {
    return orZero("timeout", timeout);
  }

  /** As {@link #orZero(Duration)}, with the word for it in the error text. */
  static long orZero(String what, Duration timeout) {
    Objects.requireNonNull(timeout, what);
    if (timeout.isNegative()) {
      throw new IllegalArgumentException(what + " must be zero or more, but was " + timeout);
    }
    return saturatedNanos(timeout);
  }

  private static long saturatedNanos(Duration timeout) {
    long seconds = timeout.toSeconds();
    return seconds >= Long.MAX_VALUE / NANOS_PER_SECOND
        ? Long.MAX_VALUE
        : seconds * NANOS_PER_SECOND + timeout.toNanosPart();
  }

  /** The timeout as people write it: {@code 50 ms}, {@code 5 s}. */
  public static String text(Duration timeout) {
    int nano = timeout.toNanosPart();
    if (nano == 0) {
      return timeout.toSeconds() + " s";
    }
    if (timeout.toSeconds() > 1_000_000) {
      return timeout.toString();
    }
    if (nano % 1_000_000 == 0) {
      return timeout.toMillis() + " ms";
    }
    return nano % 1_000 == 0 ? timeout.toNanos() / 1_000 + " us" : timeout.toNanos() + " ns";
  }
}

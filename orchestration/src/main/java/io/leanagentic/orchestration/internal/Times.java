package io.leanagentic.orchestration.internal;

import java.time.Duration;
import java.util.Objects;

/** Checks durations that users give. */
public final class Times {
  /** The longest wait that makes sense; much more would not fit into nanoseconds. */
  public static final Duration FOREVER = Duration.ofDays(36_500);

  private Times() {}

  /** {@code time}, or {@link #FOREVER} if that is less. */
  public static Duration capped(Duration time) {
    return time.compareTo(FOREVER) > 0 ? FOREVER : time;
  }

  /** The nanoseconds of a time to live. */
  public static long ttl(Duration ttl) {
    return checked("time to live of a lease", ttl);
  }

  /** The nanoseconds of {@code time}, more than zero. */
  public static long checked(String what, Duration time) {
    Objects.requireNonNull(time, what);
    if (!time.isPositive() || time.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(
          what + " is " + time + "; allowed: more than zero, up to " + FOREVER.toDays() + " days");
    }
    return time.toNanos();
  }
}

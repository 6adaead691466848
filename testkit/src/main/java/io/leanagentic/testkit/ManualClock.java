package io.leanagentic.testkit;

import io.leanagentic.capability.Val;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is told to move. Any thread may read it; {@link
 * SimulatedRuntime} has one of its own and moves it.
 */
@Val
public final class ManualClock implements Clock {
  /** 146 years, half of what can be counted: no sum of a time and a deadline overflows. */
  private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final Instant start;
  private final AtomicLong nanos = new AtomicLong();

  /**
   * A clock that shows {@code start}, and counts nanoseconds from 0.
   *
   * @throws IllegalArgumentException if its 146 years lead past {@link Instant#MAX}
   */
  public ManualClock(Instant start) {
    Objects.requireNonNull(start, "start");
    if (start.isAfter(Instant.MAX.minus(MOST))) {
      throw new IllegalArgumentException(
          "start is " + start + "; allowed: until " + Instant.MAX.minus(MOST));
    }
    this.start = start;
  }

  /**
   * Moves the time on.
   *
   * @throws IllegalArgumentException if {@code by} is negative: time never runs backwards; or if it
   *     leads past the 146 years that the clock counts
   */
  public void advance(Duration by) {
    nanos.updateAndGet(now -> after(now, by));
  }

  /** The time {@code by} from now. */
  long after(Duration by) {
    return after(nanos.get(), by);
  }

  private static long after(long now, Duration by) {
    Objects.requireNonNull(by, "time");
    Duration left = MOST.minusNanos(now);
    if (by.isNegative() || by.compareTo(left) > 0) {
      throw new IllegalArgumentException(
          "time is " + by + "; allowed: zero to " + left + ", where the clock ends");
    }
    return now + by.toNanos();
  }

  void moveTo(long nanoTime) {
    nanos.accumulateAndGet(nanoTime, Math::max);
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos.get());
  }
}

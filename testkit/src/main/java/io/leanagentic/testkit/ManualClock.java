package io.leanagentic.testkit;

import io.leanagentic.capability.Val;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is told to move. Any thread may read it; {@link
 * SimulatedRuntime} has one of its own and moves it.
 */
@Val
public final class ManualClock implements Clock {
  private final Instant start;
  private final AtomicLong nanos = new AtomicLong();

  /** A clock that shows {@code start}, and counts nanoseconds from 0. */
  public ManualClock(Instant start) {
    this.start = start;
  }

  /**
   * Moves the time on.
   *
   * @throws IllegalArgumentException if {@code by} is negative: time never runs backwards
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time is " + by + "; allowed: zero or more");
    }
    nanos.addAndGet(by.toNanos());
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

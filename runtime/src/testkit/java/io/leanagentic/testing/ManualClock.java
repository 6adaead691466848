package io.leanagentic.testing;

import io.leanagentic.spi.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to move. */
public final class ManualClock implements Clock {
  private final AtomicLong nanos;

  /** A clock whose time begins at {@code origin}. */
  public ManualClock(long origin) {
    nanos = new AtomicLong(origin);
  }

  /** Moves the time on. */
  public void advance(long by) {
    nanos.addAndGet(by);
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }
}

package io.leanagentic.internal;

import io.leanagentic.spi.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lets a few log lines a second through and counts the others. */
final class LineLimiter {
  private static final int PER_SECOND = 5;
  private final Clock clock;
  private final AtomicLong used = new AtomicLong(); // second in the upper half, lines in the lower
  private final AtomicLong skipped = new AtomicLong();

  LineLimiter(Clock clock) {
    this.clock = clock;
  }

  /** A note on what was skipped, to be appended to the line; null if this line is skipped too. */
  @Nullable String admit() {
    long second = (clock.nanoTime() / 1_000_000_000L) & 0x7fff_ffffL;
    long now = used.updateAndGet(u -> u >>> 32 == second ? u + 1 : (second << 32) | 1L);
    if ((now & 0xffff_ffffL) > PER_SECOND) {
      skipped.incrementAndGet();
      return null;
    }
    long missed = skipped.getAndSet(0);
    return missed == 0 ? "" : " (and " + missed + " more not logged)";
  }
}

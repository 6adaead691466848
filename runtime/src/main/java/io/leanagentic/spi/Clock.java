package io.leanagentic.spi;

import java.time.Instant;

/** Where the runtime takes its time from. */
public interface Clock {

  /** Nanoseconds from an arbitrary origin; never runs backwards. */
  long nanoTime();

  /** The time of day. */
  Instant now();

  /** The machine's clock. */
  static Clock system() {
    return SystemClock.INSTANCE;
  }
}

package io.leanagentic.spi;

import java.time.Instant;

/**
 * Where the runtime takes its time from: timers, timeouts, back-offs and deadlines, of handler
 * agents and of loops. Without a {@link Stepper} it must run as fast as the machine's clock, by
 * which the timer thread sleeps.
 */
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

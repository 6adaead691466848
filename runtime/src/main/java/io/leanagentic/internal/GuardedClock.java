package io.leanagentic.internal;

import io.leanagentic.spi.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A guard around a user's clock, which may throw. Time stands still while it does, because the
 * runtime's threads read the clock even where they cannot handle an exception.
 */
final class GuardedClock implements Clock {
  private final Clock clock;
  private final Consumer<Throwable> failures;
  private volatile boolean said;
  private long last; // racy: an older value does no harm

  private GuardedClock(Clock clock, Consumer<Throwable> failures) {
    this.clock = clock;
    this.failures = failures;
  }

  /**
   * Guards {@code clock}, unless it is the machine's. {@code failures} gets the first failure only.
   */
  static Clock around(Clock clock, Consumer<Throwable> failures) {
    return clock == Clock.system() ? clock : new GuardedClock(clock, failures);
  }

  @Override
  public long nanoTime() {
    try {
      long now = clock.nanoTime();
      last = now;
      return now;
    } catch (Throwable t) {
      say(t);
      return last;
    }
  }

  @Override
  public Instant now() {
    try {
      return clock.now();
    } catch (Throwable t) {
      say(t);
      return Instant.now();
    }
  }

  private void say(Throwable failure) {
    if (!said) {
      said = true; // before: the receiver reads the clock
      try {
        failures.accept(failure);
      } catch (Throwable notYet) {
        // the runtime is being made
      }
    }
  }
}

package io.leanagentic.internal;

import io.leanagentic.spi.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A clock of a user's that may throw. Time stands still while it does: the runtime's threads ask it
 * everywhere, also where they can take no exception.
 */
final class GuardedClock implements Clock {
  private final Clock clock;
  private final Consumer<Throwable> failures;
  private volatile boolean said;
  private long last; // racy: an older one does no harm

  private GuardedClock(Clock clock, Consumer<Throwable> failures) {
    this.clock = clock;
    this.failures = failures;
  }

  /** The machine's clock needs no guard. {@code failures} is told of the first only. */
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
      said = true; // before: whoever is told asks the clock
      try {
        failures.accept(failure);
      } catch (Throwable notYet) {
        // the runtime is being made
      }
    }
  }
}

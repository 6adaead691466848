package io.leanagentic.orchestration.internal.attempt;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** Makes attempts until a deadline, by the runtime's clock; each is given the time that is left. */
final class Attempts<R> {
  private final AgentRuntime runtime;
  private final Clock clock;
  private final long end;
  private final Function<? super Duration, ? extends Await<R>> attempt;

  Attempts(
      AgentRuntime runtime,
      Duration deadline,
      Function<? super Duration, ? extends Await<R>> attempt) {
    this.runtime = Objects.requireNonNull(runtime, "runtime");
    this.clock = runtime.config().seams().clock();
    this.end = clock.nanoTime() + Times.checked("deadline of an attempt", deadline);
    this.attempt = Objects.requireNonNull(attempt, "attempt");
  }

  AgentRuntime runtime() {
    return runtime;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - clock.nanoTime()));
  }

  long now() {
    return clock.nanoTime();
  }

  /** Begins one more; what the function throws is the failure of the attempt. */
  Await<R> begin() {
    Duration left = left();
    if (left.isZero()) {
      left = Duration.ofNanos(1); // it is over, but a timeout must be more than zero
    }
    try {
      return Objects.requireNonNull(attempt.apply(left), "the function made no await");
    } catch (RuntimeException refused) {
      return Await.failed(refused);
    }
  }
}

package io.leanagentic.examples.crew;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.Retry;
import java.time.Duration;
import java.util.Optional;

/** A model that is asked again when it fails, and twice at once when it is slow. */
record PatientModel(AgentRuntime runtime, Model model) implements Model {
  // region patient
  private static final Duration ATTEMPT = Duration.ofSeconds(1);
  private static final Hedge HEDGE = new Hedge(0, Duration.ofMillis(150));
  private static final Retry RETRY =
      Retry.of(5)
          .withBackoff(Duration.ofMillis(50), Duration.ofSeconds(1))
          .withAdvice(failure ->
              failure instanceof Busy busy ? Optional.of(busy.retryAfter()) : Optional.empty());

  @Override
  public Await<Answer> ask(String prompt, Duration timeout) {
    return RETRY.run(
        runtime,
        timeout,
        left -> HEDGE.run(runtime, 2, shorter(left), most -> model.ask(prompt, most)));
  }

  private static Duration shorter(Duration left) {
    return left.compareTo(ATTEMPT) < 0 ? left : ATTEMPT; // a silent model is asked again
  }
  // endregion
}

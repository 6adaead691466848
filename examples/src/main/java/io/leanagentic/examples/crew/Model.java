package io.leanagentic.examples.crew;

import io.leanagentic.Await;
import io.leanagentic.capability.Val;
import java.io.IOException;
import java.time.Duration;

/** A model that answers prompts, wherever it runs. Its implementations have no state. */
@Val
interface Model {

  /** Asks, and waits no longer than {@code timeout}. */
  Await<Answer> ask(String prompt, Duration timeout);

  /** What the model says, and what that costs. */
  record Answer(String text, int tokens) {}

  /** The model has too much to do, and says when to come back. */
  final class Busy extends IOException {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    Busy(Duration retryAfter) {
      super("busy for " + retryAfter);
      this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
      return retryAfter;
    }
  }
}

package io.leanagentic.testkit;

import org.jspecify.annotations.Nullable;

/** A simulated system broke an expectation: an invariant, a probe's, or that it comes to rest. */
public final class SimulationFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  private final String kind;

  SimulationFailure(String kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What was broken, without what differs from run to run: {@code invariant 'money'}. */
  public String kind() {
    return kind;
  }
}

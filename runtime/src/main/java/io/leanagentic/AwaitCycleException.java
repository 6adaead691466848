package io.leanagentic;

/**
 * An await would have closed a cycle of agents that await each other; the message names the chain.
 */
public final class AwaitCycleException extends AwaitException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public AwaitCycleException(String message) {
    super(message);
  }
}

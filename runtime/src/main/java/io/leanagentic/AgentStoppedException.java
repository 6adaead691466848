package io.leanagentic;

/** The agent has ended or is ending. */
public final class AgentStoppedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public AgentStoppedException(String message) {
    super(message);
  }
}

package io.leanagentic;

/**
 * One turn signalled more than its agent's {@link AgentConfig#burst} beyond the room there was. The
 * signal that was one too many is not taken; those before it are.
 */
public final class BurstLimitException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public BurstLimitException(String message) {
    super(message);
  }
}

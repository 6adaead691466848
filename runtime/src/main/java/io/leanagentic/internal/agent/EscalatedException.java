package io.leanagentic.internal.agent;

/** A child's failure that its supervision leaves to its parent. */
final class EscalatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The original failure: users see it, and not this wrapper. */
  static Throwable original(Throwable failure) {
    return failure instanceof EscalatedException e && e.getCause() != null ? e.getCause() : failure;
  }

  /**
   * Calls nothing of {@code cause}, which may be a user's class, and has no stack trace, since
   * nobody sees it.
   */
  EscalatedException(Throwable cause) {
    super("escalated by a child", cause, false, false);
  }
}

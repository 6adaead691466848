package io.leanagentic.internal.agent;

/** A child's failure that its supervision leaves to its parent. */
final class EscalatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The original failure: this is what users see, not the wrapper. */
  static Throwable original(Throwable failure) {
    return failure instanceof EscalatedException e && e.getCause() != null ? e.getCause() : failure;
  }

  /**
   * Calls no method of {@code cause}, which may be a user's class. Has no stack trace, because
   * nobody would see it.
   */
  EscalatedException(Throwable cause) {
    super("escalated by a child", cause, false, false);
  }
}

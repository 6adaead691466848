package io.leanagentic.internal.agent;

/** A child's failure that its supervision leaves to its parent. */
final class EscalatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What failed in the first place: that, and not this wrapping, is what users see. */
  static Throwable original(Throwable failure) {
    return failure instanceof EscalatedException e && e.getCause() != null ? e.getCause() : failure;
  }

  /** Asks nothing of {@code cause}, which may be any user's, and has no trace: nobody sees it. */
  EscalatedException(Throwable cause) {
    super("escalated by a child", cause, false, false);
  }
}

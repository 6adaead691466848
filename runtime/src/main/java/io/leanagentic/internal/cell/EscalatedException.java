package io.leanagentic.internal.cell;

/** A child's failure that its supervision leaves to its parent. */
final class EscalatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EscalatedException(String child, Throwable cause) {
    super("escalated by " + child + ": " + cause, cause);
  }
}

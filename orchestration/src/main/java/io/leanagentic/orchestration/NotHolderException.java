package io.leanagentic.orchestration;

/** The lease is not that of who wants to end it. */
public final class NotHolderException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says who holds it. */
  public NotHolderException(String message) {
    super(message);
  }
}

package io.leanagentic;

/** The wait was cancelled. */
public final class AwaitCancelledException extends AwaitException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public AwaitCancelledException(String message) {
    super(message);
  }
}

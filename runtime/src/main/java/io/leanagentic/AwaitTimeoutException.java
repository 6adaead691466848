package io.leanagentic;

/** No answer came within the deadline. */
public final class AwaitTimeoutException extends AwaitException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public AwaitTimeoutException(String message) {
    super(message);
  }
}

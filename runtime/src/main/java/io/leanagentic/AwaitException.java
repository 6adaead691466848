package io.leanagentic;

/** There is no answer; the message says why. */
public class AwaitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says why. */
  public AwaitException(String message) {
    super(message);
  }

  /** With the failure that came instead of an answer. */
  public AwaitException(String message, Throwable cause) {
    super(message, cause);
  }
}

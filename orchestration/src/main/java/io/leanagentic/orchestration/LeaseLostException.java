package io.leanagentic.orchestration;

import io.leanagentic.AwaitException;

/** The lease has ended, so another holder may have done the same work. */
public final class LeaseLostException extends AwaitException {
  private static final long serialVersionUID = 1L;

  /** With a message that says which lease, and why it ended. */
  public LeaseLostException(String message) {
    super(message);
  }
}

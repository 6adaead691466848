package io.leanagentic.orchestration;

import io.leanagentic.AwaitException;

/** The lease has ended, so what was done under it may have been done by somebody else, too. */
public final class LeaseLostException extends AwaitException {
  private static final long serialVersionUID = 1L;

  /** With a message that says which lease, and why it ended. */
  public LeaseLostException(String message) {
    super(message);
  }
}

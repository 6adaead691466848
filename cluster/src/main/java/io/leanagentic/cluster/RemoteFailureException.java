package io.leanagentic.cluster;

/**
 * Something failed on another node, or the node is gone: why an agent there has ended, or why there
 * is no answer of it. What failed there is told as a text, since its class may be unknown here.
 */
public final class RemoteFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what happened, and where. */
  public RemoteFailureException(String message) {
    super(message);
  }
}

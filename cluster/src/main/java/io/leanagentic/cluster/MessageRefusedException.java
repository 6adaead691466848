package io.leanagentic.cluster;

/** A message could not travel: it is too large, or holds what its type does not allow. */
public final class MessageRefusedException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public MessageRefusedException(String message) {
    super(message);
  }
}

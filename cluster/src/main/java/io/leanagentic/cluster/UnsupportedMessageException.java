package io.leanagentic.cluster;

/** A type of messages cannot travel; the message names the part that cannot, by its path. */
public final class UnsupportedMessageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a message that says which part cannot travel, and what could. */
  public UnsupportedMessageException(String message) {
    super(message);
  }
}

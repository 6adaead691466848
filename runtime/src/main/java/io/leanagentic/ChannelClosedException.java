package io.leanagentic;

/** The channel is closed and, for a receiver, drained. */
public final class ChannelClosedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public ChannelClosedException(String message) {
    super(message);
  }
}

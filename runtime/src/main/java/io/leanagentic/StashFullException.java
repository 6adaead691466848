package io.leanagentic;

/** The stash has no room for one more message. */
public final class StashFullException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public StashFullException(String message) {
    super(message);
  }
}

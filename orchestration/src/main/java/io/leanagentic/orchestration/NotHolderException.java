package io.leanagentic.orchestration;

/** A lease cannot be ended by a party that does not hold it. */
public final class NotHolderException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the holder. */
  public NotHolderException(String message) {
    super(message);
  }
}

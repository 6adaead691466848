package io.leanagentic;

/** A living sibling has that name. */
public final class DuplicateNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what was wrong. */
  public DuplicateNameException(String message) {
    super(message);
  }
}

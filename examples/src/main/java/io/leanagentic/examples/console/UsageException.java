package io.leanagentic.examples.console;

/** A command line that is wrong; the message says how, and what is allowed. */
public final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Says what is wrong and what is allowed. */
  public UsageException(String message) {
    super(message);
  }
}

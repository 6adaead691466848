package io.leanagentic.examples.trading;

/** A command line that means nothing; the message says what is wrong and what is allowed. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}

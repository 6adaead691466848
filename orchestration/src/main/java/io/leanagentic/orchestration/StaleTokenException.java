package io.leanagentic.orchestration;

/** A resource was used with a fencing token older than one that it has seen. */
public final class StaleTokenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** With a message that names both tokens. */
  public StaleTokenException(String message) {
    super(message);
  }
}

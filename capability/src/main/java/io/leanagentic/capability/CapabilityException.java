package io.leanagentic.capability;

/**
 * Two agents could reach, or did use, the same mutable object: found while the program runs, by the
 * run-time sanitizer.
 *
 * <p>Its message names the object and the paths to it. Its cause, if there is one, is where the
 * object went away, so that the stacks of both sides are printed.
 */
public class CapabilityException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What was found. */
  public CapabilityException(String message) {
    super(message);
  }

  /** What was found, and where the other side was. */
  public CapabilityException(String message, Throwable other) {
    super(message, other);
  }
}

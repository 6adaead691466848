package io.leanagentic.checker.internal.region;

import org.jspecify.annotations.Nullable;

/**
 * How a value came to be held or gone, for the message.
 *
 * @param cause the kind of event
 * @param name the name of what took or holds the value
 * @param line the line of the event, or 0 if it has none
 * @param end where in the file the event ends, or -1
 */
public record Provenance(Cause cause, String name, int line, long end) {
  /** The events after which a value cannot be sent or used. */
  public enum Cause {
    THIS,
    STATE,
    PARAMETER,
    CAPTURED,
    LAMBDA_PARAMETER,
    EXCEPTION,
    STATIC,
    UNKNOWN_CODE,
    SHARED,
    FUNCTION,
    STORED,
    MOVED,
    CONSUMED
  }

  /** An event of which only the line matters. */
  public Provenance(Cause cause, String name, int line) {
    this(cause, name, line, -1);
  }

  static @Nullable Provenance earlier(@Nullable Provenance left, @Nullable Provenance right) {
    if (left == null || (right != null && right.line < left.line)) {
      return right;
    }
    return left;
  }
}

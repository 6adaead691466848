package io.leanagentic.demo.trading.market;

/**
 * A line of a price file that cannot be read: says which file, line and field, the value, and what
 * is allowed.
 */
public final class BadLineException extends RuntimeException {

  private static final long serialVersionUID = 1;

  BadLineException(String file, long line, String field, String value, String allowed) {
    super(
        "%s, line %d, field %s is \"%s\"; allowed: %s"
            .formatted(file, line, field, value, allowed));
  }
}

package io.leanagentic.demo.trading.swarm;

import java.time.Duration;

/**
 * Something happened to the lease of the venue.
 *
 * @param kind what
 * @param engine which engine, such as {@code execution-1}
 * @param token the fencing token
 * @param at when, from the beginning of the run
 */
public record LeaseEvent(Kind kind, String engine, long token, Duration at) {

  /** What may happen to a lease. */
  public enum Kind {
    /** The engine may fill orders from now on. */
    GRANTED("granted"),
    /** It may continue. */
    RENEWED("renewed"),
    /** It may not any more. */
    LOST("lost");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The name for people. */
    public String label() {
      return label;
    }
  }
}

package io.leanagentic.demo.trading.swarm;

/**
 * An accident of the first execution engine.
 *
 * @param bar its place in the feed
 * @param kind what happens
 */
public record Fault(int bar, Kind kind) {

  /** What may happen to an engine. */
  public enum Kind {
    /** It fails, and ends. */
    CRASH,
    /** It fills the bar, then fails before it has told anybody. */
    CRASH_UNTOLD,
    /** Its lease ends, and it does not notice: it continues as if it had it. */
    LOST_LEASE
  }

  /** Checks the bar. */
  public Fault {
    if (bar < 0) {
      throw new IllegalArgumentException("bar of a fault is " + bar + "; allowed: 0 or more");
    }
  }

  boolean isAt(int place, Kind what) {
    return bar == place && kind == what;
  }

  IllegalStateException failure() {
    return new IllegalStateException(
        "the execution engine breaks down at bar " + bar + ", as was asked for");
  }
}

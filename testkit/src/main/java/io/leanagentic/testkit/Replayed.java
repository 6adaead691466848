package io.leanagentic.testkit;

/**
 * How far a recording was repeated.
 *
 * @param turns repeated so far
 * @param of turns that were recorded
 * @param end why the recording has no more turns than that
 */
public record Replayed(long turns, long of, String end) {
  /** Whether each recorded turn was repeated. */
  public boolean isComplete() {
    return turns == of;
  }
}

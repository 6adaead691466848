package io.leanagentic.examples.consensus;

import java.time.Duration;

/**
 * One node of the mesh, and what it will do when it is asked, as the seed decides.
 *
 * @param name such as {@code node-3}
 * @param condition how it is
 * @param vote what it answers
 * @param thinks how long it takes for that
 */
record Seat(String name, Condition condition, String vote, Duration thinks) {

  /** The condition of a node. */
  enum Condition {
    /** It says what it thinks. */
    HONEST,
    /** Has ended before it is asked. */
    CRASHED,
    /** Says something else. */
    LIAR,
    /** Takes the question, and no answer of it ever arrives. */
    CUT_OFF
  }

  Seat as(Condition other) {
    return new Seat(name, other, vote, thinks);
  }

  Seat saying(String other, Duration after) {
    return new Seat(name, condition, other, after);
  }
}

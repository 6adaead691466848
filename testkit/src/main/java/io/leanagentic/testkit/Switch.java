package io.leanagentic.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A context switch: an agent runs next, though another became ready later and would.
 *
 * @param after the turn after which it happens
 * @param path who runs
 * @param insteadOf who would have
 */
record Switch(Moment after, String path, String insteadOf) {
  /** Right after a turn of an agent: the agent and how many turns it has had, or the start. */
  record Moment(String path, long turn) {
    static Moment after(@Nullable SimulatedAgent last) {
      return last == null ? new Moment("", 0) : new Moment(last.path, last.turns);
    }
  }
}

package io.leanagentic.orchestration;

import java.util.List;

/**
 * The votes of a quorum so far.
 *
 * @param votes those that came, in the order they came
 * @param members how many members the quorum has
 * @param open how many members may still vote, whether they were asked already or not
 * @param <V> the answers
 */
public record Tally<V>(List<Vote<V>> votes, int members, int open) {

  /** Keeps a copy of the votes. */
  public Tally {
    votes = List.copyOf(votes);
  }
}

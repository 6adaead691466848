package io.leanagentic.orchestration;

import io.leanagentic.orchestration.internal.Members;
import io.leanagentic.orchestration.internal.quorum.Votes;
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

  /** Keeps a copy of the votes, unless they never change. */
  public Tally {
    if (!(votes instanceof Votes<V>)) {
      Members.requireAll("votes", votes);
      votes = List.copyOf(votes);
    }
  }
}

package io.leanagentic.demo.trading.swarm;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.review.Reviewer;
import io.leanagentic.demo.trading.review.Ruling;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a quorum said about a large order.
 *
 * @param ruling what became of it; the same for the same plan
 * @param votes those that came before it was certain; the others were not needed
 * @param took from the question to the decision
 */
public record Review(Ruling ruling, @Val Map<Reviewer, Boolean> votes, Duration took) {

  /** Copies the votes. */
  public Review {
    votes = Map.copyOf(votes);
  }

  static Map<Reviewer, Boolean> noVotes() {
    return new EnumMap<>(Reviewer.class);
  }

  /** How many voted so. */
  public long count(boolean vote) {
    return votes.values().stream().filter(each -> each == vote).count();
  }
}

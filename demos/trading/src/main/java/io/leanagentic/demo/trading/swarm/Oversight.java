package io.leanagentic.demo.trading.swarm;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.review.Ruling;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.swarm.LeaseEvent.Kind;
import java.util.List;

/**
 * What kept trading safe.
 *
 * @param reviews of large orders, in the order of the feed
 * @param lease what happened to the lease of the venue, in the order in which it was heard of
 * @param alerts about the level of risk, in the order of the feed; the same for the same plan
 * @param desks that were notified
 * @param heard how often a desk confirmed an alert
 */
public record Oversight(
    @Val List<Review> reviews,
    @Val List<LeaseEvent> lease,
    @Val List<Alert> alerts,
    int desks,
    int heard) {

  /** Copies the lists. */
  public Oversight {
    reviews = List.copyOf(reviews);
    lease = List.copyOf(lease);
    alerts = List.copyOf(alerts);
  }

  /** What became of the large orders; the same for the same plan. */
  @Val
  public List<Ruling> rulings() {
    return reviews.stream().map(Review::ruling).toList();
  }

  /** How many large orders were, or were not, placed. */
  public long count(boolean approved) {
    return reviews.stream().filter(review -> review.ruling().approved() == approved).count();
  }

  /** How often that happened to the lease. */
  public long count(Kind kind) {
    return lease.stream().filter(event -> event.kind() == kind).count();
  }
}

package io.leanagentic.demo.trading.review;

import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Statement;
import java.util.Locale;

/**
 * Which orders need the approval of reviewers, and of how many.
 *
 * @param above thousandths of the equity that an order may move without being asked about
 * @param approvals how many of the {@link Reviewer}s must approve a larger one
 */
public record ReviewPolicy(int above, int approvals) {

  /** Above a fifth of the equity a majority is needed. */
  public static final ReviewPolicy DEFAULT =
      new ReviewPolicy(200, Reviewer.values().length / 2 + 1);

  /** Checks the values. */
  public ReviewPolicy {
    if (above < 0) {
      throw new IllegalArgumentException(
          "size from which on reviewers are asked is " + above + "; allowed: 0 or more");
    }
    int all = Reviewer.values().length;
    if (approvals < 1 || approvals > all) {
      throw new IllegalArgumentException(
          "approvals needed is " + approvals + "; allowed: 1 to " + all);
    }
  }

  /** Whether {@code order} needs approval. */
  public boolean concerns(Order order, Statement statement) {
    return Proposal.share(order, statement) > above;
  }

  /** Whether enough of all reviewers approve. */
  public boolean approves(Proposal proposal) {
    int yes = 0;
    for (Reviewer reviewer : Reviewer.values()) {
      yes += reviewer.approves(proposal) ? 1 : 0;
    }
    return yes >= approvals;
  }

  /** In words. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "orders above %.1f %% of the equity need %d of %d reviewers",
        above / 10.0,
        approvals,
        Reviewer.values().length);
  }
}

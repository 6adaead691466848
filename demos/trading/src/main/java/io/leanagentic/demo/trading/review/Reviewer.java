package io.leanagentic.demo.trading.review;

import io.leanagentic.demo.trading.ledger.Statement;
import java.util.Locale;

/**
 * A reviewer of large orders, who looks at one thing. The same proposal always gets the same vote.
 */
public enum Reviewer {
  /** Is there money left after it? */
  CASH {
    @Override
    public boolean approves(Proposal proposal) {
      Statement now = proposal.statement();
      long left = now.cash() - (proposal.isPurchase() ? proposal.order().budget() : 0);
      return !proposal.isPurchase() || left * WHOLE >= now.equity() * LEAST_CASH;
    }
  },
  /** Is not all in one instrument then? */
  SPREAD {
    @Override
    public boolean approves(Proposal proposal) {
      Statement now = proposal.statement();
      long then = now.value() + proposal.amount();
      return !proposal.isPurchase() || then * WHOLE <= now.equity() * MOST_IN_ONE;
    }
  },
  /** Is it bought near the peak, rather than into a loss? */
  LOSS {
    @Override
    public boolean approves(Proposal proposal) {
      return !proposal.isPurchase() || proposal.loss() <= MOST_LOSS;
    }
  },
  /** Are the analyzers sure of it? */
  SCORE {
    @Override
    public boolean approves(Proposal proposal) {
      return proposal.isPurchase() ? proposal.score() >= SURE : proposal.score() <= -SURE;
    }
  },
  /** Was the last bar a calm one? */
  CALM {
    @Override
    public boolean approves(Proposal proposal) {
      var bar = proposal.tick().bar();
      return (bar.high() - bar.low()) * WHOLE <= bar.close() * MOST_RANGE;
    }
  };

  private static final long WHOLE = 1000;
  private static final long LEAST_CASH = 15;
  private static final long MOST_IN_ONE = 600;
  private static final long MOST_LOSS = 100;
  private static final int SURE = 50;
  private static final long MOST_RANGE = 25;

  /** The vote. */
  public abstract boolean approves(Proposal proposal);

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.leanagentic.demo.trading.ledger;

/**
 * How good the votes of one kind of strategy were. The vote after a bar is measured by what
 * followed that could be traded: from the open of the next bar to the open of the one after it.
 *
 * @param votes averages of the kind that were not 0, and have been measured
 * @param hits those on the right side
 * @param edge sum of vote times change of price, in millionths: what following the votes alone,
 *     long and short, would have earned before costs
 */
public record Contribution(long votes, long hits, long edge) {

  /** Nothing measured yet. */
  public static final Contribution NONE = new Contribution(0, 0, 0);

  /** Both together. */
  public Contribution plus(Contribution other) {
    return new Contribution(votes + other.votes, hits + other.hits, edge + other.edge);
  }

  /** This with one more vote, and the change that followed. */
  Contribution plus(int vote, long change) {
    boolean hit = Long.signum(vote) == Long.signum(change);
    return new Contribution(votes + 1, hit ? hits + 1 : hits, edge + vote * change / 1000);
  }

  /** Share of votes on the right side, 0.0 to 1.0. */
  public double hitRate() {
    return votes == 0 ? 0 : (double) hits / votes;
  }

  /** What a vote earned on average, in hundredths of a percent. */
  public double edgePerVote() {
    return votes == 0 ? 0 : edge / 100.0 / votes;
  }
}

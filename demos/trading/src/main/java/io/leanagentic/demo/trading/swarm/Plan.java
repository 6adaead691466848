package io.leanagentic.demo.trading.swarm;

import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.demo.trading.strategy.Staffing;
import io.leanagentic.demo.trading.strategy.StrategyFactory;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a swarm is to do.
 *
 * @param market what is traded
 * @param strategies what the analyzers follow
 * @param staffing how many analyzers there are, at least one for each instrument
 * @param barsPerSecond how fast bars come; infinite for as fast as they are booked
 * @param mailbox capacity of each agent's mailbox
 * @param review which orders need a quorum of reviewers
 * @param newRoomAt the bar at which one more shard joins; empty for never
 * @param fault what is to happen to the first execution engine; empty for nothing
 */
public record Plan(
    Market market,
    StrategyFactory strategies,
    Staffing staffing,
    double barsPerSecond,
    int mailbox,
    ReviewPolicy review,
    Optional<Fault> fault,
    OptionalInt newRoomAt) {

  private static final int IN_FLIGHT = 32;
  private static final int TEAM_SIZE = 64;

  /** Checks the values. */
  public Plan {
    if (market.ticks().isEmpty()) {
      throw new IllegalArgumentException("the market has 0 bars; allowed: 1 or more");
    }
    if (staffing.analyzers() < staffing.instruments()) {
      throw new IllegalArgumentException(
          "analyzers is %d; allowed: at least one for each of %d instruments"
              .formatted(staffing.analyzers(), staffing.instruments()));
    }
    if (!(barsPerSecond > 0)) {
      throw new IllegalArgumentException(
          "bars per second is " + barsPerSecond + "; allowed: more than 0");
    }
  }

  /** A plan without a limit of speed, with mailboxes of 1000. */
  public static Plan of(Market market, StrategyFactory strategies, int analyzers) {
    return new Plan(
        market,
        strategies,
        new Staffing(analyzers, market.instruments().size()),
        Double.POSITIVE_INFINITY,
        1000,
        ReviewPolicy.DEFAULT,
        Optional.empty(),
        OptionalInt.empty());
  }

  /** This with another speed. */
  public Plan withBarsPerSecond(double barsPerSecond) {
    return new Plan(market, strategies, staffing, barsPerSecond, mailbox, review, fault, newRoomAt);
  }

  /** This with other mailboxes. */
  public Plan withMailbox(int mailbox) {
    return new Plan(market, strategies, staffing, barsPerSecond, mailbox, review, fault, newRoomAt);
  }

  /** This with other orders reviewed, or otherwise. */
  public Plan withReview(ReviewPolicy review) {
    return new Plan(market, strategies, staffing, barsPerSecond, mailbox, review, fault, newRoomAt);
  }

  /** This with an accident of the first execution engine. */
  public Plan withFault(Fault fault) {
    return new Plan(
        market,
        strategies,
        staffing,
        barsPerSecond,
        mailbox,
        review,
        Optional.of(fault),
        newRoomAt);
  }

  /** This with one more room from that bar on, which takes over some of the symbols. */
  public Plan withNewRoomAt(int bar) {
    return new Plan(
        market, strategies, staffing, barsPerSecond, mailbox, review, fault, OptionalInt.of(bar));
  }

  Terms terms() {
    return new Terms(IN_FLIGHT, mailbox, TEAM_SIZE);
  }
}

package io.leanagentic.demo.trading.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReviewerTest {

  private static final long EQUITY = 100_000_000;

  @Test
  void eachLooksAtOneThing() {
    // Buys 300 of the equity's 1000 parts at a calm bar near the peak, with a good score.
    assertEquals(List.of(), against(buy(300, 0, 1000, 100, 0, 0)));
    assertEquals(List.of(Reviewer.CASH), against(buy(300, 0, 310, 100, 0, 0)));
    assertEquals(List.of(Reviewer.SPREAD), against(buy(300, 301, 699, 100, 0, 0)));
    assertEquals(List.of(Reviewer.LOSS), against(buy(300, 0, 1000, 100, 101, 0)));
    assertEquals(List.of(Reviewer.SCORE), against(buy(300, 0, 1000, 49, 0, 0)));
    assertEquals(List.of(Reviewer.CALM), against(buy(300, 0, 1000, 100, 0, 26)));
  }

  @Test
  void salesAreJudgedByScoreAndCalmOnly() {
    assertEquals(List.of(), against(sell(-50, 240, 25)));
    assertEquals(List.of(Reviewer.SCORE, Reviewer.CALM), against(sell(0, 240, 26)));
  }

  @Test
  void theSizeIsThatOfTheOrderAtTheLastPrice() {
    var proposal = buy(300, 0, 1000, 100, 0, 0);
    assertEquals(300, proposal.share());
    assertEquals(EQUITY * 3 / 10, proposal.amount());
    assertTrue(new ReviewPolicy(299, 3).concerns(proposal.order(), proposal.statement()));
    assertFalse(new ReviewPolicy(300, 3).concerns(proposal.order(), proposal.statement()));
  }

  @Test
  void thePolicySaysHowManyMustApprove() {
    var two = buy(300, 301, 310, 100, 0, 0); // spread and cash are against it
    assertTrue(new ReviewPolicy(0, 3).approves(two));
    assertFalse(new ReviewPolicy(0, 4).approves(two));
    assertEquals(
        "orders above 20.0 % of the equity need 3 of 5 reviewers", ReviewPolicy.DEFAULT.toText());
  }

  @Test
  void policiesThatCannotBeAreRefused() {
    assertRefused("approvals needed is 0; allowed: 1 to 5", 0, 0);
    assertRefused("approvals needed is 6; allowed: 1 to 5", 0, 6);
    assertRefused("size from which on reviewers are asked is -1; allowed: 0 or more", -1, 3);
  }

  private static void assertRefused(String complaint, int above, int approvals) {
    var bad =
        assertThrows(IllegalArgumentException.class, () -> new ReviewPolicy(above, approvals));
    assertEquals(complaint, bad.getMessage());
  }

  private static List<Reviewer> against(Proposal proposal) {
    return Stream.of(Reviewer.values()).filter(one -> !one.approves(proposal)).toList();
  }

  /** Shares are in thousandths of the equity; a unit costs a dollar. */
  private static Proposal buy(int share, int held, int cash, int score, int loss, int range) {
    var order = new Order(0, EQUITY / 100 * share / 1000, EQUITY * share / 1000);
    return new Proposal(order, statement(held, cash, range), score, loss);
  }

  private static Proposal sell(int score, int loss, int range) {
    return new Proposal(new Order(0, -1000, 0), statement(500, 0, range), score, loss);
  }

  private static Statement statement(int held, int cash, int range) {
    var bar =
        new Bar(
            LocalDate.EPOCH,
            1_000_000,
            1_000_000 + range * 500L,
            1_000_000 - range * 500L,
            1_000_000,
            0);
    long value = EQUITY * held / 1000;
    return new Statement(
        new Tick(0, 0, 0, bar, false, true), EQUITY * cash / 1000, EQUITY, value / 100, value);
  }
}

package io.leanagentic.demo.trading.review;

import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.market.Tick;

/**
 * An order that is too large to be placed without approval, and what reviewers may look at.
 *
 * @param order what is to be done
 * @param statement where the portfolio stands
 * @param score the analyzers' average vote
 * @param loss how far the portfolio is from its peak, in thousandths
 */
public record Proposal(Order order, Statement statement, int score, long loss) {

  /** What {@code order} moves at the last price, in thousandths of the equity. */
  static long share(Order order, Statement statement) {
    return amount(order, statement) * 1000 / statement.equity();
  }

  private static long amount(Order order, Statement statement) {
    return Money.cents(Math.abs(order.quantity()), statement.tick().bar().close());
  }

  /** After which tick. */
  public Tick tick() {
    return statement.tick();
  }

  /** Whether units are to be bought. */
  public boolean isPurchase() {
    return order.quantity() > 0;
  }

  /** What is moved, at the last price, in cents. */
  public long amount() {
    return amount(order, statement);
  }

  /** What is moved, in thousandths of the equity. */
  public long share() {
    return share(order, statement);
  }
}

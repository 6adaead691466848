package io.leanagentic.demo.trading.ledger;

import io.leanagentic.demo.trading.market.Tick;

/** The books of the portfolio: cash, units held, what they cost and what they are worth. */
public final class Ledger {

  private final long[] held;
  private final long[] cost;
  private final long[] value;
  private long cash;
  private long invested;

  /** Books for so many instruments that begin with {@code cash} cents. */
  public Ledger(int instruments, long cash) {
    this.cash = cash;
    this.held = new long[instruments];
    this.cost = new long[instruments];
    this.value = new long[instruments];
  }

  /** Books a fill. */
  public Trade book(Fill fill) {
    int i = fill.instrument();
    cash += fill.cashFlow();
    if (fill.isBuy()) {
      held[i] += fill.quantity();
      cost[i] -= fill.cashFlow();
      return new Trade(fill, 0);
    }
    long sold = -fill.quantity();
    long costOfSold = sold == held[i] ? cost[i] : cost[i] * sold / held[i];
    held[i] -= sold;
    cost[i] -= costOfSold;
    return new Trade(fill, fill.cashFlow() - costOfSold);
  }

  /** Values the tick's instrument at its close. */
  public Statement mark(Tick tick) {
    int i = tick.instrument();
    long now = Money.cents(held[i], tick.bar().close());
    invested += now - value[i];
    value[i] = now;
    return new Statement(tick, cash, cash + invested, held[i], now);
  }
}

package io.leanagentic.demo.trading.ledger;

import io.leanagentic.demo.trading.market.Tick;

/**
 * The yardstick: all money in equal parts in all instruments, and no trades after that. Only when
 * an instrument has its first or its last bar is the money divided again, at the close, among those
 * that trade. Pays the same costs.
 */
public final class BuyAndHold {

  private final Costs costs;
  private final boolean[] live;
  private final long[] held;
  private final long[] close;
  private long cash;
  private boolean changed;

  /** For so many instruments, with {@code cash} cents. */
  public BuyAndHold(int instruments, long cash, Costs costs) {
    this.cash = cash;
    this.costs = costs;
    this.live = new boolean[instruments];
    this.held = new long[instruments];
    this.close = new long[instruments];
  }

  /** Takes the next tick, in order. */
  public void onTick(Tick tick) {
    int i = tick.instrument();
    close[i] = tick.bar().close();
    if (live[i] == tick.last()) {
      live[i] = !tick.last();
      changed = true;
    }
    if (tick.endOfDate() && changed) {
      changed = false;
      rebalance();
    }
  }

  /** What it is worth now, in cents. */
  public long equity() {
    long equity = cash;
    for (int i = 0; i < held.length; i++) {
      equity += Money.cents(held[i], close[i]);
    }
    return equity;
  }

  private void rebalance() {
    int count = 0;
    for (boolean one : live) {
      count += one ? 1 : 0;
    }
    long share = count == 0 ? 0 : equity() / count;
    for (int i = 0; i < held.length; i++) {
      long value = Money.cents(held[i], close[i]);
      if (!live[i]) {
        sell(i, held[i]);
      } else if (value > share) {
        sell(i, Money.quantity(value - share, close[i]));
      }
    }
    for (int i = 0; i < held.length; i++) {
      if (live[i]) {
        buy(i, Math.min(share - Money.cents(held[i], close[i]), cash));
      }
    }
  }

  private void sell(int i, long quantity) {
    if (quantity > 0) {
      long notional = Money.cents(quantity, costs.sellingPrice(close[i]));
      held[i] -= quantity;
      cash += notional - costs.feeFor(notional);
    }
  }

  private void buy(int i, long budget) {
    long price = costs.buyingPrice(close[i]);
    long fee = costs.feeFor(Math.max(budget, 0));
    long quantity = budget <= fee ? 0 : Money.quantity(budget - fee, price);
    if (quantity > 0) {
      long notional = Money.cents(quantity, price);
      held[i] += quantity;
      cash -= notional + costs.feeFor(notional);
    }
  }
}

package io.leanagentic.demo.trading.ledger;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.market.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills orders: one decided after a bar fills at the open of the instrument's next bar, so no trade
 * uses a price that it could not have had. What is held after the last bar of an instrument is sold
 * at its close.
 */
public final class Dealer {

  private final Costs costs;
  private final List<Optional<Order>> pending;
  private final long[] held;

  /** A dealer for so many instruments, without orders. */
  public Dealer(int instruments, Costs costs) {
    this.costs = costs;
    this.held = new long[instruments];
    this.pending = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      pending.add(Optional.empty());
    }
  }

  /** Takes an order for the next bar of its instrument; it replaces an earlier one. */
  public void accept(Order order) {
    pending.set(order.instrument(), Optional.of(order));
  }

  /**
   * What the next bar fills: nothing, the order, or at the last bar of an instrument also the
   * closing sale.
   */
  @Val
  public List<Fill> onTick(Tick tick) {
    var fills = new ArrayList<Fill>(2);
    pending
        .set(tick.instrument(), Optional.empty())
        .flatMap(order -> fill(order, tick))
        .ifPresent(fills::add);
    if (tick.last() && held[tick.instrument()] > 0) {
      fills.add(sell(tick, held[tick.instrument()], tick.bar().close(), true));
    }
    return List.copyOf(fills);
  }

  private Optional<Fill> fill(Order order, Tick tick) {
    if (order.quantity() > 0) {
      return buy(order, tick);
    }
    long quantity = Math.min(-order.quantity(), held[tick.instrument()]);
    return quantity == 0
        ? Optional.empty()
        : Optional.of(sell(tick, quantity, tick.bar().open(), false));
  }

  /** Buys what was ordered, or less if the price has risen beyond the budget. */
  private Optional<Fill> buy(Order order, Tick tick) {
    long price = costs.buyingPrice(tick.bar().open());
    long quantity = Math.min(order.quantity(), Money.quantity(order.budget(), price));
    while (quantity > 0) {
      long notional = Money.cents(quantity, price);
      long fee = costs.feeFor(notional);
      long excess = notional + fee - order.budget();
      if (excess <= 0) {
        held[tick.instrument()] += quantity;
        return Optional.of(
            new Fill(
                tick.seq(),
                tick.bar().date(),
                tick.instrument(),
                quantity,
                price,
                notional,
                fee,
                false));
      }
      quantity -= 1 + Money.quantity(excess, price);
    }
    return Optional.empty();
  }

  private Fill sell(Tick tick, long quantity, long market, boolean closing) {
    long price = costs.sellingPrice(market);
    long notional = Money.cents(quantity, price);
    held[tick.instrument()] -= quantity;
    return new Fill(
        tick.seq(),
        tick.bar().date(),
        tick.instrument(),
        -quantity,
        price,
        notional,
        costs.feeFor(notional),
        closing);
  }
}

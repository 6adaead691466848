package io.leanagentic.demo.cluster;

import io.leanagentic.demo.cluster.TradeOrder.Side;
import io.leanagentic.demo.trading.ledger.Costs;
import io.leanagentic.demo.trading.ledger.Dealer;
import io.leanagentic.demo.trading.ledger.Fill;
import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import java.util.ArrayList;
import java.util.List;

/**
 * The same orders, carried out by the dealer of the trading demonstration in a loop, without
 * agents, ledger or cluster.
 *
 * @param orders how many
 * @param cash what they did to the cash, in cents
 * @param digest of their executions
 */
record Reference(long orders, long cash, long digest) {

  static Reference of(Roster roster) {
    var executions = new ArrayList<Execution>();
    long orders = 0;
    for (int analyzer = 0; analyzer < roster.size(); analyzer++) {
      List<TradeOrder> all = new Trader(roster, analyzer).play(1);
      orders += all.size();
      fill(roster.bars(analyzer), all, executions, analyzer);
    }
    return new Reference(
        orders,
        executions.stream().mapToLong(Execution::cash).sum(),
        executions.stream().mapToLong(Execution::digest).sum());
  }

  private static void fill(
      List<Bar> bars, List<TradeOrder> orders, List<Execution> executions, int analyzer) {
    var dealer = new Dealer(1, Costs.DEFAULT);
    int next = 0;
    for (int bar = 0; bar < bars.size(); bar++) {
      boolean isLast = bar == bars.size() - 1;
      for (Fill fill : dealer.onTick(new Tick(bar, 0, bar, bars.get(bar), isLast, true))) {
        long id = new TradeOrder(analyzer, fill.closing() ? bar : bar - 1, Side.BUY).id();
        executions.add(new Execution(id, fill.quantity(), fill.price(), fill.cashFlow()));
      }
      if (next < orders.size() && orders.get(next).bar() == bar) {
        boolean isBuy = orders.get(next++).side() == Side.BUY;
        dealer.accept(
            isBuy ? new Order(0, Long.MAX_VALUE, Roster.BUDGET) : new Order(0, -Long.MAX_VALUE, 0));
      }
    }
  }

  /** Whether the ledger has come to the same, and each order was carried out once. */
  boolean isMetBy(TradeLedger.Totals totals) {
    return totals.open() == 0
        && totals.booked() == orders
        && totals.cash() == cash
        && totals.digest() == digest;
  }
}

package io.leanagentic.demo.cluster;

import io.leanagentic.demo.cluster.TradeLedger.Item;
import io.leanagentic.demo.cluster.TradeOrder.Side;
import io.leanagentic.demo.trading.ledger.Costs;
import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.market.Bar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Where orders are carried out, at the prices of the files; it remembers nothing. */
record Venue(Roster roster) {

  /** Carries out orders, those of one analyzer one after the other. */
  List<Execution> fill(List<Item> items) {
    var held = new HashMap<Integer, Long>();
    var executions = new ArrayList<Execution>();
    for (Item item : items) {
      int analyzer = item.order().analyzer();
      long before = held.getOrDefault(analyzer, item.held());
      Execution execution = fill(item.order(), before);
      held.put(analyzer, before + execution.quantity());
      executions.add(execution);
    }
    return List.copyOf(executions);
  }

  private Execution fill(TradeOrder order, long held) {
    Bar bar = roster.bars(order.analyzer()).get(order.bar() + (order.side() == Side.CLOSE ? 0 : 1));
    return switch (order.side()) {
      case BUY -> buy(order, Costs.DEFAULT.buyingPrice(bar.open()));
      case SELL -> sell(order, held, Costs.DEFAULT.sellingPrice(bar.open()));
      case CLOSE -> sell(order, held, Costs.DEFAULT.sellingPrice(bar.close()));
    };
  }

  /** As many units as the budget pays for, with the fee. */
  private static Execution buy(TradeOrder order, long price) {
    long quantity = Money.quantity(Roster.BUDGET, price);
    while (cost(quantity, price) > Roster.BUDGET) {
      quantity -= 1 + Money.quantity(cost(quantity, price) - Roster.BUDGET, price);
    }
    return new Execution(order.id(), quantity, price, -cost(quantity, price));
  }

  private static long cost(long quantity, long price) {
    long notional = Money.cents(quantity, price);
    return notional + Costs.DEFAULT.feeFor(notional);
  }

  private static Execution sell(TradeOrder order, long held, long price) {
    long notional = Money.cents(held, price);
    return new Execution(order.id(), -held, price, notional - Costs.DEFAULT.feeFor(notional));
  }
}

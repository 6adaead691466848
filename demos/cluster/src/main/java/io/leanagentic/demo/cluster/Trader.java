package io.leanagentic.demo.cluster;

import io.leanagentic.demo.cluster.TradeOrder.Side;
import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.strategy.Strategy;
import java.util.ArrayList;
import java.util.List;

/** What an analyzer does: buys when its strategy is for it, and sells when it is against it. */
final class Trader {

  private final int analyzer;
  private final List<Bar> bars;
  private final Strategy strategy;
  private int next;
  private boolean isIn;

  Trader(Roster roster, int analyzer) {
    this.analyzer = analyzer;
    this.bars = roster.bars(analyzer);
    this.strategy = roster.strategy(analyzer);
  }

  /** Orders after the bars that come before {@code until}, a share of all bars from 0.0 to 1.0. */
  List<TradeOrder> play(double until) {
    var orders = new ArrayList<TradeOrder>();
    int end = (int) Math.min(bars.size(), Math.floor(bars.size() * until));
    while (next < end) {
      int bar = next++;
      int vote = strategy.vote(bars.get(bar));
      boolean isLast = next == bars.size();
      if (isIn && (isLast || (vote < 0 && vote != Strategy.ABSTAIN))) {
        orders.add(new TradeOrder(analyzer, bar, isLast ? Side.CLOSE : Side.SELL));
        isIn = false;
      } else if (!isIn && !isLast && vote > 0) {
        orders.add(new TradeOrder(analyzer, bar, Side.BUY));
        isIn = true;
      }
    }
    return List.copyOf(orders);
  }
}

package io.leanagentic.demo.cluster;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import java.util.List;

/** Follows one strategy for one instrument, and hands orders to the desk of its node. */
final class Analyzer implements Behavior<Analyzer.Play> {

  /** The bars until then are known; a share from 0.0 to 1.0. */
  record Play(double until) {}

  private final Trader trader;
  private final AgentRef<OrderDesk.Message> desk;

  Analyzer(Trader trader, AgentRef<OrderDesk.Message> desk) {
    this.trader = trader;
    this.desk = desk;
  }

  @Override
  public void receive(AgentContext<Play> context, Play play) {
    List<TradeOrder> orders = trader.play(play.until());
    if (!orders.isEmpty()) {
      desk.signal(new OrderDesk.Made(orders)).orThrow();
    }
  }
}

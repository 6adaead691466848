package io.leanagentic.examples.trading;

import io.leanagentic.examples.trading.book.BuyAndHold;
import io.leanagentic.examples.trading.book.Contribution;
import io.leanagentic.examples.trading.book.Costs;
import io.leanagentic.examples.trading.book.Dealer;
import io.leanagentic.examples.trading.book.EquityPoint;
import io.leanagentic.examples.trading.book.Fill;
import io.leanagentic.examples.trading.book.Ledger;
import io.leanagentic.examples.trading.book.Outcome;
import io.leanagentic.examples.trading.book.Poll;
import io.leanagentic.examples.trading.book.RiskBook;
import io.leanagentic.examples.trading.book.RiskLimits;
import io.leanagentic.examples.trading.book.Scorecard;
import io.leanagentic.examples.trading.book.Statement;
import io.leanagentic.examples.trading.book.Trade;
import io.leanagentic.examples.trading.market.Market;
import io.leanagentic.examples.trading.market.Tick;
import io.leanagentic.examples.trading.strategy.Staffing;
import io.leanagentic.examples.trading.strategy.Strategy;
import io.leanagentic.examples.trading.strategy.StrategyFactory;
import io.leanagentic.examples.trading.strategy.StrategyKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The same trading without agents: one loop in one thread, to compare the swarm with. */
final class Reference {

  private record Analyst(StrategyKind kind, Strategy strategy) {}

  private Reference() {}

  static Outcome compute(Market market, StrategyFactory factory, Staffing staffing) {
    int instruments = market.instruments().size();
    var analysts = new ArrayList<List<Analyst>>();
    var scorecards = new ArrayList<Scorecard>();
    for (int i = 0; i < instruments; i++) {
      var all = new ArrayList<Analyst>();
      for (StrategyKind kind : StrategyKind.values()) {
        for (int number = 0; number < staffing.of(i, kind); number++) {
          all.add(new Analyst(kind, factory.create(market.instruments().get(i), kind, number)));
        }
      }
      analysts.add(all);
      scorecards.add(new Scorecard());
    }
    var dealer = new Dealer(instruments, Costs.DEFAULT);
    var ledger = new Ledger(instruments, Outcome.CAPITAL);
    var risk = new RiskBook(instruments, RiskLimits.DEFAULT);
    var benchmark = new BuyAndHold(instruments, Outcome.CAPITAL, Costs.DEFAULT);
    var trades = new ArrayList<Trade>();
    var curve = new ArrayList<EquityPoint>();
    for (Tick tick : market.ticks()) {
      for (Fill fill : dealer.onTick(tick)) {
        trades.add(ledger.book(fill));
      }
      Statement statement = ledger.mark(tick);
      var poll = new Poll();
      for (Analyst analyst : analysts.get(tick.instrument())) {
        poll.add(analyst.kind(), analyst.strategy().vote(tick.bar()));
      }
      scorecards.get(tick.instrument()).next(tick.bar(), poll);
      risk.decide(statement, poll.score()).ifPresent(dealer::accept);
      benchmark.onTick(tick);
      if (tick.endOfDate()) {
        curve.add(
            new EquityPoint(
                tick.bar().date(), statement.equity(), statement.invested(), benchmark.equity()));
      }
    }
    Map<StrategyKind, Contribution> contributions = new EnumMap<>(StrategyKind.class);
    for (Scorecard card : scorecards) {
      card.contributions()
          .forEach((kind, value) -> contributions.merge(kind, value, Contribution::plus));
    }
    return new Outcome(trades, curve, contributions, risk.halts(), risk.trims());
  }
}

package io.leanagentic.demo.trading;

import io.leanagentic.demo.trading.ledger.BuyAndHold;
import io.leanagentic.demo.trading.ledger.Contribution;
import io.leanagentic.demo.trading.ledger.Costs;
import io.leanagentic.demo.trading.ledger.Dealer;
import io.leanagentic.demo.trading.ledger.EquityPoint;
import io.leanagentic.demo.trading.ledger.Fill;
import io.leanagentic.demo.trading.ledger.Ledger;
import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.ledger.Poll;
import io.leanagentic.demo.trading.ledger.Scorecard;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.ledger.Trade;
import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.review.Proposal;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.demo.trading.review.Ruling;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.risk.RiskBook;
import io.leanagentic.demo.trading.risk.RiskLevel;
import io.leanagentic.demo.trading.risk.RiskLimits;
import io.leanagentic.demo.trading.strategy.Staffing;
import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyFactory;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same trading without agents: one loop in one thread, to compare the swarm with. */
final class Reference {

  private record Analyst(StrategyKind kind, Strategy strategy) {}

  /**
   * What the swarm should come to.
   *
   * @param outcome the trading
   * @param rulings on large orders
   * @param alerts about the level of risk
   */
  record Expected(Outcome outcome, List<Ruling> rulings, List<Alert> alerts) {}

  private Reference() {}

  /** With the limits of a plan that sets none. */
  static Outcome compute(Market market, StrategyFactory factory, Staffing staffing) {
    return compute(market, factory, staffing, ReviewPolicy.DEFAULT).outcome();
  }

  static Expected compute(
      Market market, StrategyFactory factory, Staffing staffing, ReviewPolicy review) {
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
    var rulings = new ArrayList<Ruling>();
    var alerts = new ArrayList<Alert>();
    RiskLevel level = RiskLevel.NORMAL;
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
      Optional<Order> order = risk.decide(statement, poll.score());
      if (risk.level() != level) {
        level = risk.level();
        alerts.add(Alert.after(tick, level, risk.loss()));
      }
      if (order.isPresent()) {
        boolean approved = true;
        if (review.concerns(order.get(), statement)) {
          var proposal = new Proposal(order.get(), statement, poll.score(), risk.loss());
          approved = review.approves(proposal);
          rulings.add(new Ruling(proposal, approved));
        }
        if (approved) {
          dealer.accept(order.get());
        } else {
          risk.withdraw(order.get());
        }
      }
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
    return new Expected(
        new Outcome(
            List.copyOf(trades),
            List.copyOf(curve),
            Map.copyOf(contributions),
            risk.halts(),
            risk.trims()),
        rulings,
        alerts);
  }
}

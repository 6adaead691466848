package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.demo.trading.strategy.Strategy;

// region analyzer
/** Follows one strategy for one instrument: a vote for each bar. */
final class Analyzer implements Behavior<Quote> {

  private final int number;
  private final Strategy strategy;
  private final AgentRef<Team.Message> team;

  Analyzer(int number, Strategy strategy, AgentRef<Team.Message> team) {
    this.number = number;
    this.strategy = strategy;
    this.team = team;
  }

  @Override
  public void receive(AgentContext<Quote> context, Quote quote) {
    int vote = strategy.vote(quote.tick().bar());
    Signals.mustArrive(team, new Team.Vote(number, quote.tick().index(), vote));
  }
}
// endregion

package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs one instrument: employs its teams and its aggregator, and hands its bars to the teams. */
final class Desk implements Behavior<Desk.Message> {

  sealed interface Message permits Quote, Census, Alerted {}

  /** The level of risk has changed: broadcast to all desks. */
  record Alerted(Alert alert) implements Message {}

  private static final Duration CENSUS = Duration.ofMinutes(1);

  private final int instrument;
  private final Plan plan;
  private final AgentRef<RiskManager.Message> risk;
  private final AgentRef<Reporter.Message> reporter;
  private final List<AgentRef<Team.Message>> teams = new ArrayList<>();
  private List<AgentRef<Tally>> aggregators = List.of();

  Desk(
      int instrument,
      Plan plan,
      AgentRef<RiskManager.Message> risk,
      AgentRef<Reporter.Message> reporter) {
    this.instrument = instrument;
    this.plan = plan;
    this.risk = risk;
    this.reporter = reporter;
  }

  /** How many teams the analyzers of one kind make. */
  static int teams(Plan plan, int instrument, StrategyKind kind) {
    return Math.ceilDiv(plan.staffing().of(instrument, kind), plan.terms().teamSize());
  }

  /** How many teams there are for one instrument. */
  static int teams(Plan plan, int instrument) {
    int teams = 0;
    for (StrategyKind kind : StrategyKind.values()) {
      teams += teams(plan, instrument, kind);
    }
    return teams;
  }

  @Override
  public void onStart(AgentContext<Message> context) {
    AgentRef<Tally> aggregator =
        context.spawn(
            "aggregator",
            plan.terms().office(),
            () -> new SignalAggregator(teams(plan, instrument), plan.terms(), risk, reporter));
    aggregators = List.of(aggregator);
    for (StrategyKind kind : StrategyKind.values()) {
      int count = teams(plan, instrument, kind);
      int analyzers = plan.staffing().of(instrument, kind);
      for (int team = 0; team < count; team++) {
        int first = (int) ((long) analyzers * team / count);
        int end = (int) ((long) analyzers * (team + 1) / count);
        teams.add(
            context.spawn(
                count == 1 ? kind.label() : kind.label() + "-" + (team + 1),
                plan.terms().office(),
                () -> new Team(plan, instrument, kind, first, end - first, aggregator)));
      }
    }
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Quote quote -> {
        for (AgentRef<Team.Message> team : teams) {
          Signals.mustArrive(team, quote);
        }
      }
      case Alerted(Alert alert) ->
          Signals.mustArrive(reporter, new Reporter.Heard(instrument, alert));
      case Census census -> answer(context, census);
    }
  }

  // region census
  private void answer(AgentContext<Message> context, Census census) {
    List<Await<List<RoleProfile>>> answers =
        teams.stream().map(team -> team.ask(Census::new, CENSUS)).toList();
    context.onAnswer(
        Await.all(answers),
        ofTeams -> {
          var all = new ArrayList<RoleProfile>();
          ofTeams.forEach(all::addAll);
          aggregators.forEach(agent -> all.add(RoleProfile.of(Role.AGGREGATOR, agent)));
          all.add(RoleProfile.of(Role.DESK, context.self()));
          census.reply().send(RoleProfile.merge(all));
        },
        census.reply()::fail);
  }
  // endregion
}

package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The trading floor, parent of all others. If one that trading cannot do without fails, the floor
 * fails.
 */
final class Floor implements Behavior<Floor.Message> {

  sealed interface Message permits Finish, Census {}

  /** Asks for the result, which comes once it is there. */
  record Finish(Reply<Reporter.Result> reply) implements Message {}

  private static final Duration CENSUS = Duration.ofMinutes(1);

  /** Who works here. */
  private record Staff(
      AgentRef<Reporter.Message> reporter,
      AgentRef<ExecutionEngine.Message> execution,
      AgentRef<RiskManager.Message> risk,
      List<AgentRef<Desk.Message>> desks,
      AgentRef<MarketFeed.Message> feed,
      AgentRef<Portfolio.Executed> portfolio) {}

  private final Plan plan;
  private final AgentRef<Progress> screen;
  private List<Staff> staff = List.of();

  Floor(Plan plan, AgentRef<Progress> screen) {
    this.plan = plan;
    this.screen = screen;
  }

  // region hierarchy
  @Override
  public void onStart(AgentContext<Message> context) {
    Terms terms = plan.terms();
    AgentRef<Reporter.Message> reporter =
        context.spawn("reporter", terms.office(1), () -> new Reporter(plan, screen));
    AgentRef<RiskManager.Message> risk =
        context.spawn("risk", terms.office(2), () -> new RiskManager(plan, reporter));
    AgentRef<Portfolio.Executed> portfolio =
        context.spawn("portfolio", terms.office(3), () -> new Portfolio(plan, risk, reporter));
    AgentRef<ExecutionEngine.Message> execution =
        context.spawn(
            "execution", terms.office(2), () -> new ExecutionEngine(plan, portfolio, reporter));
    var desks = new ArrayList<AgentRef<Desk.Message>>();
    for (int i = 0; i < plan.market().instruments().size(); i++) {
      int instrument = i;
      desks.add(
          context.spawn(
              plan.market().symbol(i),
              terms.office(Desk.teams(plan, i)),
              () -> new Desk(instrument, plan, risk, reporter)));
    }
    AgentRef<MarketFeed.Message> feed =
        context.spawn(
            "feed",
            terms.office(2),
            () ->
                new MarketFeed(
                    plan.market().ticks(), plan.barsPerSecond(), terms, desks, execution));
    staff = List.of(new Staff(reporter, execution, risk, desks, feed, portfolio));
    risk.signal(new RiskManager.Meet(execution, feed));
    feed.signal(new MarketFeed.Open());
  }

  // endregion

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    Staff all = staff.getFirst();
    switch (message) {
      case Finish(var reply) -> all.reporter().signal(new Reporter.Finish(reply));
      case Census census -> answer(context, census, all);
    }
  }

  private void answer(AgentContext<Message> context, Census census, Staff all) {
    List<Await<List<RoleProfile>>> answers =
        all.desks().stream().map(desk -> desk.ask(Census::new, CENSUS)).toList();
    context.onAnswer(
        Await.all(answers),
        ofDesks -> {
          var profiles = new ArrayList<RoleProfile>();
          ofDesks.forEach(profiles::addAll);
          profiles.add(RoleProfile.of(Role.FEED, all.feed()));
          profiles.add(RoleProfile.of(Role.RISK, all.risk()));
          profiles.add(RoleProfile.of(Role.EXECUTION, all.execution()));
          profiles.add(RoleProfile.of(Role.PORTFOLIO, all.portfolio()));
          profiles.add(RoleProfile.of(Role.REPORTER, all.reporter()));
          census.reply().send(RoleProfile.merge(profiles));
        },
        census.reply()::fail);
  }
}

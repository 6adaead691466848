package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Supervision;
import io.leanagentic.Terminated;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.review.Reviewer;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trading floor, parent of all others. If one that trading cannot do without fails, the floor
 * fails.
 */
final class Floor implements Behavior<Floor.Message> {

  sealed interface Message permits Finish, Census, Rooms, EngineLost, Astray {}

  /** Asks for the result, which comes once it is there. */
  record Finish(Reply<Reporter.Result> reply) implements Message {}

  /** Asks which room has which symbols. */
  record Rooms(Reply<Map<String, String>> reply) implements Message {}

  /** A room was sent a bar of a symbol whose desk it has not. */
  record Astray(String symbol) implements Message {}

  /** An execution engine has ended. */
  record EngineLost(Terminated terminated) implements Message {}

  private static final int ENGINES = 2;
  private static final Duration CENSUS = Duration.ofMinutes(1);

  /** The agents of the floor. */
  private record Staff(
      AgentRef<Reporter.Message> reporter,
      @Val List<AgentRef<ExecutionEngine.Message>> engines,
      @Val List<AgentRef<ReviewDesk.Message>> reviewers,
      AgentRef<RiskManager.Message> risk,
      @Val List<AgentRef<Desk.Message>> desks,
      ShardGroup<String, Room.Message> rooms,
      AgentRef<MarketFeed.Message> feed,
      AgentRef<Portfolio.Executed> portfolio) {}

  private final Plan plan;
  private final AgentRef<Progress> screen;
  private final List<AutoCloseable> services = new ArrayList<>();
  private List<Staff> staff = List.of();
  private int enginesLost;

  Floor(Plan plan, AgentRef<Progress> screen) {
    this.plan = plan;
    this.screen = screen;
  }

  // region hierarchy
  @Override
  public void onStart(AgentContext<Message> context) {
    Terms terms = plan.terms();
    AgentRef<Reporter.Message> reporter =
        context.spawn("reporter", terms.office(), () -> new Reporter(plan, screen));
    @Val List<AgentRef<ReviewDesk.Message>> reviewers = reviewers(context);
    AgentRef<RiskManager.Message> risk = risk(context, reviewers, reporter);
    AgentRef<Portfolio.Executed> portfolio =
        context.spawn("portfolio", terms.office(), () -> new Portfolio(plan, risk, reporter));
    @Val List<AgentRef<ExecutionEngine.Message>> engines = engines(context, portfolio, reporter);
    var opened = new ArrayList<AgentRef<Desk.Message>>();
    for (int i = 0; i < plan.market().instruments().size(); i++) {
      int instrument = i;
      opened.add(
          context.spawn(
              plan.market().symbol(i),
              terms.office(),
              () -> new Desk(instrument, plan, risk, reporter)));
    }
    @Val List<AgentRef<Desk.Message>> desks = List.copyOf(opened);
    ShardGroup<String, Room.Message> rooms = rooms(context, desks);
    AgentRef<MarketFeed.Message> feed =
        context.spawn("feed", terms.office(), () -> new MarketFeed(plan, rooms, engines));
    staff = List.of(new Staff(reporter, engines, reviewers, risk, desks, rooms, feed, portfolio));
    Broadcast<Desk.Message> alerts =
        Broadcast.start(context.runtime(), desks, new BroadcastStrategy.All());
    services.add(alerts);
    risk.signal(new RiskManager.Meet(engines, feed, alerts));
    feed.signal(new MarketFeed.Open());
  }

  // endregion

  // region rooms
  /** The analyzers, divided by symbol. */
  private ShardGroup<String, Room.Message> rooms(
      AgentContext<Message> context, @Val List<AgentRef<Desk.Message>> desks) {
    AgentRef<Message> self = context.self();
    ShardGroup<String, Room.Message> rooms =
        ShardGroup.start(
            context.runtime(),
            "rooms",
            ShardMap.of(List.of("room-1", "room-2", "room-3")),
            room -> new Room(self),
            ShardConfig.DEFAULT.withAgents(
                plan.terms().office().withSupervision(Supervision.stop())));
    services.add(rooms);
    for (int i = 0; i < desks.size(); i++) {
      String symbol = plan.market().symbol(i);
      Signals.mustArrive(rooms, symbol, new Room.Assigned(symbol, desks.get(i)));
    }
    return rooms;
  }

  // endregion

  @Val
  private Map<String, String> symbolsOf(ShardGroup<String, Room.Message> rooms) {
    var symbols = new HashMap<String, String>();
    for (int i = 0; i < plan.market().instruments().size(); i++) {
      String symbol = plan.market().symbol(i);
      symbols.merge(rooms.map().shard(symbol), symbol, (some, more) -> some + " " + more);
    }
    return Map.copyOf(symbols);
  }

  @Val
  private List<AgentRef<ReviewDesk.Message>> reviewers(AgentContext<Message> context) {
    var reviewers = new ArrayList<AgentRef<ReviewDesk.Message>>();
    for (Reviewer reviewer : Reviewer.values()) {
      // A reviewer that fails at one proposal has not voted on it; that is all.
      AgentConfig config = AgentConfig.DEFAULT.withSupervision(Supervision.resume());
      reviewers.add(
          context.spawn("review-" + reviewer.label(), config, () -> new ReviewDesk(reviewer)));
    }
    return List.copyOf(reviewers);
  }

  private AgentRef<RiskManager.Message> risk(
      AgentContext<Message> context,
      @Val List<AgentRef<ReviewDesk.Message>> reviewers,
      AgentRef<Reporter.Message> reporter) {
    Quorum<ReviewDesk.Message> quorum = Quorum.of(context.runtime(), new ArrayList<>(reviewers));
    var names = new HashMap<AgentRef<ReviewDesk.Message>, Reviewer>();
    var each = reviewers.iterator();
    for (Reviewer reviewer : Reviewer.values()) {
      names.put(each.next(), reviewer);
    }
    var named = Map.copyOf(names);
    return context.spawn(
        "risk", plan.terms().office(), () -> new RiskManager(plan, quorum, named, reporter));
  }

  // region engines
  /** Each of them can do all the work; the one that has the lease of the venue does it. */
  @Val
  private List<AgentRef<ExecutionEngine.Message>> engines(
      AgentContext<Message> context,
      AgentRef<Portfolio.Executed> portfolio,
      AgentRef<Reporter.Message> reporter) {
    var leases = Leases.of(context.runtime());
    services.add(leases);
    int instruments = plan.market().instruments().size();
    var venue =
        new Fenced<>(ExecutionEngine.VENUE, new Venue(instruments, plan.terms().inFlight()));
    var market = new ExecutionEngine.Market(venue, leases, portfolio, reporter);
    var engines = new ArrayList<AgentRef<ExecutionEngine.Message>>();
    for (int number = ENGINES; number >= 1; number--) {
      Optional<Fault> fault = number == 1 ? plan.fault() : Optional.empty();
      Optional<AgentRef<ExecutionEngine.Message>> standby = engines.stream().findFirst();
      AgentConfig config = plan.terms().office().withSupervision(Supervision.stop());
      engines.addFirst(
          context.spawn(
              "execution-" + number,
              config,
              () -> new ExecutionEngine(plan, fault, market, standby)));
      context.watch(engines.getFirst(), EngineLost::new);
    }
    Signals.mustArrive(engines.getFirst(), new ExecutionEngine.LineUp());
    return List.copyOf(engines);
  }

  private void mourn(Terminated terminated) {
    if (++enginesLost == ENGINES) {
      throw new IllegalStateException(
          "no execution engine is left", terminated.cause().orElse(null));
    }
  }

  // endregion

  @Override
  public void onStop(AgentContext<Message> context) throws Exception {
    for (AutoCloseable service : services) {
      service.close();
    }
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    Staff all = staff.getFirst();
    switch (message) {
      case Finish(var reply) -> all.reporter().signal(new Reporter.Finish(reply));
      case Rooms(var reply) -> reply.send(symbolsOf(all.rooms()));
      case EngineLost(var terminated) -> mourn(terminated);
      case Astray(String symbol) ->
          throw new IllegalStateException("the room of " + symbol + " has lost its desk");
      case Census census -> answer(context, census, all);
    }
  }

  private void answer(AgentContext<Message> context, Census census, Staff all) {
    var answers = new ArrayList<Await<List<RoleProfile>>>();
    all.desks().forEach(desk -> answers.add(desk.ask(Census::new, CENSUS)));
    context.onAnswer(
        Await.all(answers),
        ofDesks -> {
          var profiles = new ArrayList<RoleProfile>();
          ofDesks.forEach(profiles::addAll);
          profiles.add(RoleProfile.of(Role.FEED, all.feed()));
          profiles.add(RoleProfile.of(Role.RISK, all.risk()));
          all.reviewers().forEach(one -> profiles.add(RoleProfile.of(Role.REVIEWER, one)));
          all.engines().forEach(one -> profiles.add(RoleProfile.of(Role.EXECUTION, one)));
          profiles.add(RoleProfile.of(Role.PORTFOLIO, all.portfolio()));
          profiles.add(RoleProfile.of(Role.REPORTER, all.reporter()));
          census.reply().send(RoleProfile.merge(profiles));
        },
        census.reply()::fail);
  }
}

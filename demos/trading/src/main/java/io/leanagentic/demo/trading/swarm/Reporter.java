package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.BuyAndHold;
import io.leanagentic.demo.trading.ledger.Contribution;
import io.leanagentic.demo.trading.ledger.Costs;
import io.leanagentic.demo.trading.ledger.EquityPoint;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.ledger.Trade;
import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the trades and the curve, reports progress, and answers when all is there. */
final class Reporter implements Behavior<Reporter.Message> {

  sealed interface Message {}

  /** Some bars are booked. */
  record Booked(@Iso Page page) implements Message {}

  /** What the votes on one instrument were worth; comes with its last bar. */
  record Graded(@Val Map<StrategyKind, Contribution> contributions) implements Message {}

  /** What the risk manager prevented, and how many alerts it gave; comes with the last bar. */
  record Limited(int halts, int trims, int alerts) implements Message {}

  /** What a quorum said about a large order. */
  record Reviewed(Review review) implements Message {}

  /** What happened to the lease of the venue. */
  record Leased(LeaseEvent.Kind kind, String engine, long token) implements Message {}

  /** The desk of that instrument was notified of an alert. */
  record Heard(int instrument, Alert alert) implements Message {}

  /** How long it took from the feed to there; comes with the last bar. */
  record Timed(Leg leg, Latency latency) implements Message {}

  /** Time to show something. */
  record Show() implements Message {}

  /** Asks for the result, which comes once it is there. */
  record Finish(Reply<Result> reply) implements Message {}

  /** A way that is timed. */
  enum Leg {
    /** From sending a bar to having the order that was decided after it. */
    ORDER,
    /** From sending a bar to having booked what was filled at it. */
    FILL
  }

  /** Everything that the swarm found out. */
  record Result(Outcome outcome, @Val Map<Leg, Latency> latencies, Oversight oversight) {}

  private static final Duration SHOW = Duration.ofMillis(100);

  private final Market market;
  private final AgentRef<Progress> screen;
  private final BuyAndHold benchmark;
  private final List<Trade> trades = new ArrayList<>();
  private final List<EquityPoint> curve = new ArrayList<>();
  private final Map<StrategyKind, Contribution> contributions = new EnumMap<>(StrategyKind.class);
  private final Map<Leg, Latency> latencies = new EnumMap<>(Leg.class);
  private final List<Limited> limited = new ArrayList<>();
  private final List<Reply<Result>> replies = new ArrayList<>();
  private final List<Review> reviews = new ArrayList<>();
  private final List<LeaseEvent> lease = new ArrayList<>();
  private final SortedMap<Integer, Alert> alerts = new TreeMap<>();
  private final long begun = System.nanoTime();
  private int booked;
  private int graded;
  private int heard;
  private long equity = Outcome.CAPITAL;

  Reporter(Plan plan, AgentRef<Progress> screen) {
    this.market = plan.market();
    this.screen = screen;
    this.benchmark = new BuyAndHold(market.instruments().size(), Outcome.CAPITAL, Costs.DEFAULT);
  }

  @Override
  public void onStart(AgentContext<Message> context) {
    context.timers().every("show", SHOW, new Show());
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Booked(Page page) -> book(page);
      case Graded(var ofInstrument) -> {
        ofInstrument.forEach((kind, one) -> contributions.merge(kind, one, Contribution::plus));
        graded++;
      }
      case Limited news -> limited.add(news);
      case Reviewed(Review review) -> reviews.add(review);
      case Leased(var kind, String engine, long token) ->
          lease.add(
              new LeaseEvent(kind, engine, token, Duration.ofNanos(System.nanoTime() - begun)));
      case Heard(int _, Alert alert) -> {
        alerts.put(alert.seq(), alert);
        heard++;
      }
      case Timed(Leg leg, Latency latency) -> latencies.put(leg, latency);
      case Show() -> show();
      case Finish(var reply) -> replies.add(reply);
    }
    if (isComplete() && !replies.isEmpty()) {
      show();
      replies.forEach(reply -> reply.send(result()));
      replies.clear();
    }
  }

  private void book(Page page) {
    for (int i = 0; i < page.size(); i++) {
      book(page.statement(i));
    }
    for (int i = 0; i < page.trades(); i++) {
      trades.add(page.trade(i));
    }
  }

  private void book(Statement statement) {
    Tick tick = statement.tick();
    booked++;
    equity = statement.equity();
    benchmark.onTick(tick);
    if (tick.endOfDate()) {
      curve.add(
          new EquityPoint(tick.bar().date(), equity, statement.invested(), benchmark.equity()));
    }
  }

  private boolean isComplete() {
    return booked == market.ticks().size()
        && graded == market.instrumentsTraded()
        && latencies.size() == Leg.values().length
        && !limited.isEmpty()
        && heard == limited.getFirst().alerts() * market.instruments().size();
  }

  private Result result() {
    Limited limits = limited.getFirst();
    return new Result(
        new Outcome(
            List.copyOf(trades),
            List.copyOf(curve),
            Map.copyOf(contributions),
            limits.halts(),
            limits.trims()),
        Map.copyOf(latencies),
        new Oversight(
            List.copyOf(reviews),
            List.copyOf(lease),
            List.copyOf(alerts.values()),
            market.instruments().size(),
            heard));
  }

  private void show() {
    if (booked > 0) {
      var date = market.ticks().get(booked - 1).bar().date();
      // No agent waits for a screen: it keeps the newest and drops the rest.
      screen.signal(new Progress(booked, market.ticks().size(), date, equity, trades.size()));
    }
  }
}

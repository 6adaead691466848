package io.leanagentic.demo.trading.report;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.capability.Box;
import io.leanagentic.demo.trading.ledger.Contribution;
import io.leanagentic.demo.trading.ledger.EquityPoint;
import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.ledger.Performance;
import io.leanagentic.demo.trading.review.Proposal;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import io.leanagentic.demo.trading.swarm.Latency;
import io.leanagentic.demo.trading.swarm.LeaseEvent;
import io.leanagentic.demo.trading.swarm.LeaseEvent.Kind;
import io.leanagentic.demo.trading.swarm.Oversight;
import io.leanagentic.demo.trading.swarm.Review;
import io.leanagentic.demo.trading.swarm.RoleProfile;
import io.leanagentic.demo.trading.swarm.SwarmResult;
import io.leanagentic.examples.console.Format;
import io.leanagentic.examples.console.Style;
import io.leanagentic.examples.console.TextTable;
import io.leanagentic.examples.console.TextTable.Cell;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The results as text, 80 columns wide. */
public final class TextReport {

  private static final int SPARKS = 62;
  private static final int SHOWN = 8;

  private final PrintStream out;
  private final Style style;

  /** Writes to {@code out}. */
  public TextReport(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Shows what is about to run. */
  public void announce(Setup setup) {
    line("");
    line("  " + style.heading("lean-agentic") + style.faint(" · trading swarm"));
    line("");
    fact("market", setup.symbols());
    fact("", setup.bars() + " · " + setup.dates());
    fact(
        "swarm",
        Format.count(setup.analyzers())
            + " analyzers · seed "
            + setup.seed()
            + " · "
            + setup.workers()
            + (setup.workers() == 1 ? " worker · " : " workers · ")
            + setup.speed());
    if (setup.skippedLines() > 0) {
      fact("prices", style.alarm(Format.count(setup.skippedLines()) + " bad lines skipped"));
    }
    line("");
  }

  /** What came out. */
  public void show(SwarmResult result) {
    if (!style.terminal()) {
      // There the lines of the progress are still to be seen.
      line("");
    }
    result(result.outcome());
    curves(result.outcome().curve());
    strategies(result.outcome());
    agents(result);
    oversight(result.oversight());
    shards(result);
    runtime(result);
  }

  /** Says where to find more. */
  public void pointTo(String what, String where) {
    fact(what, style.strong(where));
    line("");
  }

  private void result(Outcome outcome) {
    Performance swarm = outcome.performance();
    Performance hold = outcome.benchmark();
    var table = new TextTable(style, "Result", "swarm", "buy and hold");
    table.add(
        "final value",
        "$" + Money.dollars(outcome.finalValue()),
        "$" + Money.dollars(outcome.curve().getLast().benchmark()));
    compare(table, "return", swarm, hold, Performance::totalReturn, Format::change, true);
    compare(table, "return a year", swarm, hold, Performance::yearlyReturn, Format::change, true);
    compare(
        table,
        "deepest drawdown",
        swarm,
        hold,
        one -> -one.drawdown(),
        value -> Format.percent(-value),
        false);
    compare(
        table, "volatility a year", swarm, hold, Performance::volatility, Format::percent, false);
    compare(
        table,
        "Sharpe ratio",
        swarm,
        hold,
        Performance::sharpe,
        value -> Format.fixed(value, 2),
        false);
    table.lines().forEach(this::line);
    line(
        "  "
            + style.faint(
                Format.count(outcome.trades().size())
                    + " trades · $"
                    + Money.dollars(outcome.fees())
                    + " fees · "
                    + outcome.halts()
                    + " halts by drawdown · "
                    + outcome.trims()
                    + " trims by exposure"));
    line("");
  }

  private void compare(
      TextTable table,
      String name,
      Performance swarm,
      Performance hold,
      ToDoubleFunction<Performance> measure,
      DoubleFunction<String> format,
      boolean colored) {
    table.add(
        List.of(
            Cell.of(name),
            cell(measure.applyAsDouble(swarm), format, colored),
            cell(measure.applyAsDouble(hold), format, colored)));
  }

  private Cell cell(double value, DoubleFunction<String> format, boolean colored) {
    return new Cell(format.apply(value), text -> colored ? style.signed(value, text) : text);
  }

  /** Both curves, drawn to one scale. */
  private void curves(@Box List<EquityPoint> curve) {
    if (!style.unicode() || curve.size() < 2) {
      return;
    }
    double[] swarm = sample(curve, EquityPoint::equity);
    double[] hold = sample(curve, EquityPoint::benchmark);
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < SPARKS; i++) {
      least = Math.min(least, Math.min(swarm[i], hold[i]));
      most = Math.max(most, Math.max(swarm[i], hold[i]));
    }
    line("  swarm          " + style.strong(style.sparkline(swarm, least, most)));
    line("  buy and hold   " + style.faint(style.sparkline(hold, least, most)));
    line("");
  }

  private static double[] sample(@Box List<EquityPoint> curve, ToLongFunction<EquityPoint> value) {
    var samples = new double[SPARKS];
    for (int i = 0; i < SPARKS; i++) {
      // A logarithm, so that equal steps are equal returns.
      int at = (int) ((long) i * (curve.size() - 1) / (SPARKS - 1));
      samples[i] = Math.log((double) Math.max(1, value.applyAsLong(curve.get(at))));
    }
    return samples;
  }

  private void strategies(Outcome outcome) {
    var table = new TextTable(style, "Strategies", "votes", "right", "earned per vote");
    for (StrategyKind kind : StrategyKind.values()) {
      Contribution one = outcome.contributions().getOrDefault(kind, Contribution.NONE);
      table.add(
          List.of(
              Cell.of(kind.label()),
              Cell.of(Format.count(one.votes())),
              Cell.of(Format.percent(one.hitRate())),
              new Cell(
                  Format.basisPoints(one.edgePerVote()),
                  text -> style.signed(one.edgePerVote(), text))));
    }
    table.lines().forEach(this::line);
    line("");
  }

  private void agents(SwarmResult result) {
    var table = new TextTable(style, "Agents", "number", "messages", "mean time", "queue peak");
    for (RoleProfile role : result.roles()) {
      table.add(
          role.role().label(),
          Format.count(role.agents()),
          Format.count(role.handled()),
          Format.nanos(role.meanNanos()),
          Format.count(role.peakDepth()));
    }
    table.lines().forEach(this::line);
    if (result.retired() > 0) {
      line("  " + style.alarm(result.retired() + " analyzers failed and were retired"));
    }
    line("");
  }

  private void oversight(Oversight oversight) {
    line("  " + style.heading("Oversight"));
    fact("quorum", quorum(oversight));
    split(oversight).ifPresent(review -> fact("", style.faint("such as " + describe(review))));
    fact("lease", lease(oversight));
    List<LeaseEvent> changes =
        oversight.lease().stream().filter(event -> event.kind() != Kind.RENEWED).toList();
    if (changes.size() > 1) {
      changes.forEach(event -> fact("", style.faint(describe(event))));
    }
    fact(
        "alerts",
        "%s broadcast to %d desks · heard %s times"
            .formatted(
                Format.count(oversight.alerts().size()),
                oversight.desks(),
                Format.count(oversight.heard())));
    oversight.alerts().stream()
        .limit(SHOWN)
        .forEach(alert -> fact("", style.faint(describe(alert))));
    if (oversight.alerts().size() > SHOWN) {
      fact("", style.faint("and " + Format.count(oversight.alerts().size() - SHOWN) + " more"));
    }
  }

  /** Which shard has which symbols. */
  private void shards(SwarmResult result) {
    String name = "shards";
    for (var room : new TreeMap<>(result.rooms()).entrySet()) {
      fact(name, room.getKey() + " has the analyzers of " + room.getValue());
      name = "";
    }
    line("");
  }

  private String quorum(Oversight oversight) {
    long refused = oversight.count(false);
    String text =
        "%s large orders · %s approved · "
            .formatted(
                Format.count(oversight.reviews().size()), Format.count(oversight.count(true)));
    String end = Format.count(refused) + " refused";
    return text + (refused > 0 ? style.alarm(end) : end);
  }

  /** The order about which reviewers disagreed most, of those the largest. */
  private static Optional<Review> split(Oversight oversight) {
    return oversight.reviews().stream()
        .max(
            Comparator.comparingLong((Review review) -> review.count(false))
                .thenComparingLong(review -> review.ruling().proposal().amount()));
  }

  private static String describe(Review review) {
    Proposal proposal = review.ruling().proposal();
    return "%s %s $%s: %d yes, %d no"
        .formatted(
            proposal.tick().bar().date(),
            proposal.isPurchase() ? "buy" : "sell",
            Money.dollars(proposal.amount()),
            review.count(true),
            review.count(false));
  }

  private static String lease(Oversight oversight) {
    return oversight.lease().stream()
        .filter(event -> event.kind() == Kind.GRANTED)
        .reduce((first, last) -> last)
        .map(grant ->
            "%s fills · token %d · renewed %s times"
                .formatted(
                    grant.engine(), grant.token(), Format.count(oversight.count(Kind.RENEWED))))
        .orElse("never granted");
  }

  private static String describe(LeaseEvent event) {
    return "%s %s · token %d · after %s"
        .formatted(
            event.engine(),
            event.kind().label(),
            event.token(),
            Format.nanos(event.at().toNanos()));
  }

  private static String describe(Alert alert) {
    return "%s  %s, %.1f %% below the peak"
        .formatted(alert.date(), alert.level().label(), alert.loss() / 10.0);
  }

  private void runtime(SwarmResult result) {
    RuntimeMetrics metrics = result.metrics();
    line("  " + style.heading("Runtime"));
    fact(
        "throughput",
        style.strong(Format.large(result.messagesPerSecond()) + " messages a second")
            + style.faint(
                " · "
                    + Format.large(result.messages())
                    + " in "
                    + Format.nanos(result.elapsed().toNanos())));
    latency("feed → order", result.toOrder());
    latency("feed → fill", result.toFill());
    fact(
        "in a mailbox",
        "p50 %s   p99 %s"
            .formatted(
                Format.nanos(metrics.waiting().p50()), Format.nanos(metrics.waiting().p99())));
    fact(
        "agents",
        "%s spawned, %s each (p50)"
            .formatted(
                Format.count(metrics.agentsSpawned()), Format.nanos(metrics.spawning().p50())));
    fact(
        "workers",
        "%d · %s turns · %s steals · %s parks"
            .formatted(
                metrics.workers(),
                Format.count(metrics.turns()),
                Format.count(metrics.steals()),
                Format.count(metrics.workerParks())));
    fact(
        "backpressure",
        "%s agents parked · %s cycles opened · %s rejected"
            .formatted(
                Format.count(metrics.agentParks()),
                Format.count(metrics.cyclesOpened()),
                Format.count(metrics.rejected())));
    fact(
        "trouble",
        "%s failure%s · %s dead letter%s · %s stuck"
            .formatted(
                Format.count(metrics.failures()),
                plural(metrics.failures()),
                Format.count(metrics.deadLetters()),
                plural(metrics.deadLetters()),
                Format.count(metrics.stuck())));
    line("");
  }

  private static String plural(long count) {
    return count == 1 ? "" : "s";
  }

  private void latency(String name, Latency latency) {
    fact(
        name,
        "p50 %s   p99 %s   max %s"
                .formatted(
                    Format.nanos(latency.p50()),
                    Format.nanos(latency.p99()),
                    Format.nanos(latency.max()))
            + style.faint("  of " + Format.count(latency.samples())));
  }

  private void fact(String name, String text) {
    line(
        "  "
            + style.faint(style.letters(name))
            + " ".repeat(Math.max(1, 15 - style.letters(name).length()))
            + text);
  }

  private void line(String text) {
    out.println(style.letters(text));
  }
}

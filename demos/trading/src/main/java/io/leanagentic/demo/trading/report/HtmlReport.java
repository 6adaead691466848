package io.leanagentic.demo.trading.report;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.Contribution;
import io.leanagentic.demo.trading.ledger.Costs;
import io.leanagentic.demo.trading.ledger.Fill;
import io.leanagentic.demo.trading.ledger.Money;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.ledger.Performance;
import io.leanagentic.demo.trading.ledger.Trade;
import io.leanagentic.demo.trading.risk.RiskLimits;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import io.leanagentic.demo.trading.swarm.Latency;
import io.leanagentic.demo.trading.swarm.SwarmResult;
import io.leanagentic.examples.console.Format;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results as one page that needs nothing else: no script, no font, no picture from elsewhere.
 */
public final class HtmlReport {

  private static final String TEMPLATE = "/io/leanagentic/demo/trading/report.html";
  private static final int NOTABLE = 12;

  private final Setup setup;
  private final SwarmResult result;
  private final Outcome outcome;

  /** A page about {@code result}. */
  public HtmlReport(Setup setup, SwarmResult result) {
    this.setup = setup;
    this.result = result;
    this.outcome = result.outcome();
  }

  /** The page. */
  public String page() {
    String page = template();
    for (var part : parts().entrySet()) {
      page = page.replace("{{" + part.getKey() + "}}", part.getValue());
    }
    return page;
  }

  private static String template() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is missing from this program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TEMPLATE, e);
    }
  }

  private Map<String, String> parts() {
    var parts = new LinkedHashMap<String, String>();
    parts.put(
        "subtitle",
        Html.escape(
            "%s analyzers traded %s, %s, %s, and handled %s messages in %s."
                .formatted(
                    Format.count(setup.analyzers()),
                    String.join(", ", setup.symbols().split(" ", -1)),
                    setup.bars(),
                    setup.dates(),
                    Format.large(result.messages()),
                    Format.nanos(result.elapsed().toNanos()))));
    parts.put("tiles", tiles());
    parts.put("chart", EquityChart.draw(outcome.curve()));
    parts.put(
        "hold-note",
        "Equal parts in all instruments that trade, redistributed when one comes or goes; pays the same costs.");
    parts.put("comparison", comparison());
    parts.put("strategies", strategies());
    parts.put(
        "graph-note",
        Html.escape(
            "Every box is one agent, or so many of them; messages handled, mean time for one, and the fullest mailbox."
                + (result.retired() > 0
                    ? " " + result.retired() + " analyzers failed and were retired."
                    : "")));
    parts.put("graph", AgentGraph.draw(result.roles()));
    parts.put(
        "latency-note",
        setup.barsPerSecond() == Double.POSITIVE_INFINITY
            ? "At full speed several bars are under way at once, so this is mostly waiting behind other bars; --speed 100 shows the way itself."
            : "The feed keeps to its speed, so this is the time of the way itself.");
    parts.put("latency", latency());
    parts.put("runtime", runtime());
    OversightPart oversight = new OversightPart(setup, result.oversight());
    parts.put("quorum-note", Html.escape(oversight.quorumNote()));
    parts.put("quorum", oversight.notable());
    parts.put("all-reviews-title", oversight.allTitle());
    parts.put("all-reviews", oversight.all());
    parts.put("lease-note", Html.escape(oversight.leaseNote()));
    parts.put("lease", oversight.lease());
    parts.put("alerts-note", Html.escape(oversight.alertsNote()));
    parts.put("alerts", oversight.alerts());
    parts.put(
        "trades-note",
        Html.escape(
            "The %d sales that won or lost most. Filled at the open after the decision, slippage and fee paid."
                .formatted(notable().size())));
    parts.put("trades", trades(notable()));
    parts.put("all-trades-title", "All " + Format.count(outcome.trades().size()) + " trades");
    parts.put("all-trades", trades(outcome.trades()));
    parts.put("command", Html.escape(setup.command()));
    parts.put("setup", configuration());
    parts.put(
        "footer",
        "Made by lean-agentic for Java. A demonstration of a runtime, not of an edge: past prices, and no advice.");
    return parts;
  }

  private String tiles() {
    Performance swarm = outcome.performance();
    Performance hold = outcome.benchmark();
    return Html.tile("$" + Money.dollars(outcome.finalValue()), "final value")
        + Html.tile(
            Format.change(swarm.yearlyReturn()),
            "a year; buy and hold " + Format.change(hold.yearlyReturn()))
        + Html.tile(
            Format.percent(swarm.drawdown()),
            "deepest fall; buy and hold " + Format.percent(hold.drawdown()))
        + Html.tile(
            Format.fixed(swarm.sharpe(), 2),
            "Sharpe ratio; buy and hold " + Format.fixed(hold.sharpe(), 2))
        + Html.tile(Format.large(result.messagesPerSecond()), "messages a second");
  }

  private String comparison() {
    Performance swarm = outcome.performance();
    Performance hold = outcome.benchmark();
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("", "swarm", "buy and hold"));
    rows.add(
        List.of(
            "Final value",
            "$" + Money.dollars(outcome.finalValue()),
            "$" + Money.dollars(outcome.curve().getLast().benchmark())));
    rows.add(
        List.of("Return", Format.change(swarm.totalReturn()), Format.change(hold.totalReturn())));
    rows.add(
        List.of(
            "Return a year",
            Format.change(swarm.yearlyReturn()),
            Format.change(hold.yearlyReturn())));
    rows.add(
        List.of(
            "Deepest drawdown", Format.percent(swarm.drawdown()), Format.percent(hold.drawdown())));
    rows.add(
        List.of(
            "Volatility a year",
            Format.percent(swarm.volatility()),
            Format.percent(hold.volatility())));
    rows.add(
        List.of("Sharpe ratio", Format.fixed(swarm.sharpe(), 2), Format.fixed(hold.sharpe(), 2)));
    rows.add(List.of("Trades", Format.count(outcome.trades().size()), ""));
    rows.add(List.of("Fees", "$" + Money.dollars(outcome.fees()), ""));
    rows.add(List.of("Halts by drawdown", Format.count(outcome.halts()), ""));
    rows.add(List.of("Trims by exposure", Format.count(outcome.trims()), ""));
    return Html.table(rows);
  }

  private String strategies() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("", "votes", "right", "earned per vote"));
    for (StrategyKind kind : StrategyKind.values()) {
      Contribution one = outcome.contributions().getOrDefault(kind, Contribution.NONE);
      rows.add(
          List.of(
              kind.label(),
              Format.count(one.votes()),
              Format.percent(one.hitRate()),
              Format.basisPoints(one.edgePerVote())));
    }
    return Html.table(rows);
  }

  private String latency() {
    return Html.table(
        List.of(
            List.of("", "p50", "p90", "p99", "longest", "samples"),
            row("feed to order", result.toOrder()),
            row("feed to fill", result.toFill())));
  }

  private static List<String> row(String name, Latency latency) {
    return List.of(
        name,
        Format.nanos(latency.p50()),
        Format.nanos(latency.p90()),
        Format.nanos(latency.p99()),
        Format.nanos(latency.max()),
        Format.count(latency.samples()));
  }

  private String runtime() {
    RuntimeMetrics metrics = result.metrics();
    return Html.facts(
        List.of(
            List.of("Agents spawned", Format.count(metrics.agentsSpawned())),
            List.of("Time of a spawn, p50", Format.nanos(metrics.spawning().p50())),
            List.of("Wait in a mailbox, p50", Format.nanos(metrics.waiting().p50())),
            List.of("Wait in a mailbox, p99", Format.nanos(metrics.waiting().p99())),
            List.of("Turns", Format.count(metrics.turns())),
            List.of("Steals", Format.count(metrics.steals())),
            List.of("Agents parked by backpressure", Format.count(metrics.agentParks())),
            List.of("Cycles of parked agents opened", Format.count(metrics.cyclesOpened())),
            List.of(
                "Failures, restarts",
                Format.count(metrics.failures()) + ", " + Format.count(metrics.restarts())),
            List.of("Dead letters", Format.count(metrics.deadLetters()))));
  }

  /** The sales with the largest profits and losses, by date. */
  @Val
  private List<Trade> notable() {
    return outcome.trades().stream()
        .filter(trade -> !trade.fill().isBuy())
        .sorted(Comparator.comparingLong((Trade trade) -> -Math.abs(trade.profit())))
        .limit(NOTABLE)
        .sorted(Comparator.comparingInt((Trade trade) -> trade.fill().seq()))
        .toList();
  }

  private String trades(@Box List<Trade> trades) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Date", "instrument", "", "units", "price", "amount", "fee", "profit"));
    for (Trade trade : trades) {
      Fill fill = trade.fill();
      rows.add(
          List.of(
              fill.date().toString(),
              setup.market().symbol(fill.instrument()),
              fill.isBuy() ? "buy" : fill.closing() ? "close" : "sell",
              Format.count(Math.abs(fill.quantity())),
              Money.price(fill.price()),
              Money.dollars(fill.notional()),
              Money.dollars(fill.fee()),
              fill.isBuy() ? "" : (trade.profit() > 0 ? "+" : "") + Money.dollars(trade.profit())));
    }
    return Html.table(rows);
  }

  private String configuration() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("Instruments", setup.symbols()));
    rows.add(List.of("Bars", setup.bars() + ", " + setup.dates()));
    rows.add(List.of("Analyzers", Format.count(setup.analyzers())));
    rows.add(List.of("Seed", Long.toString(setup.seed())));
    rows.add(List.of("Speed", setup.speed()));
    rows.add(List.of("Workers", Integer.toString(setup.workers())));
    rows.add(List.of("Bad lines skipped", Format.count(setup.skippedLines())));
    rows.add(List.of("Costs", Costs.DEFAULT.toText()));
    rows.add(List.of("Limits", RiskLimits.DEFAULT.toText()));
    rows.add(List.of("Reviews", setup.review().toText()));
    new TreeMap<>(result.rooms())
        .forEach((room, symbols) -> rows.add(List.of("Shard " + room, "analyzers of " + symbols)));
    return Html.facts(rows);
  }
}

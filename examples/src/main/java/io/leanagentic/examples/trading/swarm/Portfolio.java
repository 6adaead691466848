package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.examples.trading.book.Fill;
import io.leanagentic.examples.trading.book.Ledger;
import io.leanagentic.examples.trading.book.Outcome;
import io.leanagentic.examples.trading.book.Statement;
import io.leanagentic.examples.trading.book.Trade;
import java.util.List;

/** Books fills, values what is held, and tells the risk manager and the reporter. */
final class Portfolio implements Behavior<Portfolio.Executed> {

  /** What was filled at one bar; often nothing. */
  record Executed(Quote quote, List<Fill> fills) {}

  private final int lastSeq;
  private final Ledger ledger;
  private final AgentRef<RiskManager.Message> risk;
  private final AgentRef<Reporter.Message> reporter;
  private final Latencies toFill = new Latencies();

  Portfolio(Plan plan, AgentRef<RiskManager.Message> risk, AgentRef<Reporter.Message> reporter) {
    this.lastSeq = plan.market().ticks().size() - 1;
    this.ledger = new Ledger(plan.market().instruments().size(), Outcome.CAPITAL);
    this.risk = risk;
    this.reporter = reporter;
  }

  @Override
  public void receive(AgentContext<Executed> context, Executed executed) {
    Quote quote = executed.quote();
    List<Trade> trades = executed.fills().stream().map(ledger::book).toList();
    if (!trades.isEmpty()) {
      toFill.add(System.nanoTime() - quote.sentNanos());
    }
    Statement statement = ledger.mark(quote.tick());
    Signals.mustArrive(risk, new RiskManager.Standing(statement));
    Signals.mustArrive(reporter, new Reporter.Booked(statement, trades));
    if (quote.tick().seq() == lastSeq) {
      Signals.mustArrive(reporter, new Reporter.Timed(Reporter.Leg.FILL, toFill.summary()));
    }
  }
}

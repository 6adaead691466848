package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Slot;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.Fill;
import io.leanagentic.demo.trading.ledger.Ledger;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.ledger.Trade;
import io.leanagentic.orchestration.Fenced;
import io.leanagentic.orchestration.StaleTokenException;
import java.util.List;
import java.util.Optional;

/**
 * Books fills, each once and in order, values what is held, and tells the risk manager and the
 * reporter. An engine without the newest lease of the venue is ignored.
 */
final class Portfolio implements Behavior<Portfolio.Executed> {

  /** What was filled at one bar, under the lease with that token; often nothing. */
  record Executed(Quote quote, @Val List<Fill> fills, long token) {}

  /** What came of it. */
  private record Booked(Quote quote, Statement statement, @Val List<Trade> trades) {}

  /** How long a booked bar waits at most for others to fill its page. */
  private static final long PAGE_NANOS = 50_000_000;

  private final int lastSeq;
  private final Fenced<Ledger> ledger;
  private final AgentRef<RiskManager.Message> risk;
  private final AgentRef<Reporter.Message> reporter;
  private final Latencies toFill = new Latencies();
  private final Slot<Page> page = new Slot<>(new Page());
  private long pageNanos = System.nanoTime();
  private int next;

  Portfolio(Plan plan, AgentRef<RiskManager.Message> risk, AgentRef<Reporter.Message> reporter) {
    this.lastSeq = plan.market().ticks().size() - 1;
    this.ledger =
        new Fenced<>("ledger", new Ledger(plan.market().instruments().size(), Outcome.CAPITAL));
    this.risk = risk;
    this.reporter = reporter;
  }

  @Override
  public void receive(AgentContext<Executed> context, Executed executed) {
    int expected = next;
    Optional<Booked> booked;
    try {
      booked = ledger.apply(executed.token(), books -> book(books, executed, expected));
    } catch (StaleTokenException fenced) {
      return; // From an engine that has lost its lease; the one that has it now reports the same
      // again.
    }
    booked.ifPresent(this::tell);
  }

  private static Optional<Booked> book(Ledger books, Executed executed, int expected) {
    Quote quote = executed.quote();
    if (quote.tick().seq() < expected) {
      return Optional.empty(); // told again after a change of engines
    }
    if (quote.tick().seq() > expected) {
      throw new IllegalStateException(
          "bar %d was filled, but %d is not booked".formatted(quote.tick().seq(), expected));
    }
    List<Trade> trades = executed.fills().stream().map(books::book).toList();
    return Optional.of(new Booked(quote, books.mark(quote.tick()), trades));
  }

  private void tell(Booked booked) {
    next++;
    if (!booked.trades().isEmpty()) {
      toFill.add(System.nanoTime() - booked.quote().sentNanos());
    }
    Signals.mustArrive(risk, new RiskManager.Standing(booked.statement()));
    report(booked.statement(), booked.trades());
  }

  // region page
  private void report(Statement statement, @Val List<Trade> trades) {
    boolean last = statement.tick().seq() == lastSeq;
    Page open = page.take();
    open.add(statement, trades);
    long now = System.nanoTime();
    if (last || open.isFull() || now - pageNanos > PAGE_NANOS) {
      Signals.mustArrive(reporter, new Reporter.Booked(open)); // moved: it is the reporter's now
      page.put(new Page());
      pageNanos = now;
    } else {
      page.put(open);
    }
    if (last) {
      Signals.mustArrive(reporter, new Reporter.Timed(Reporter.Leg.FILL, toFill.summary()));
    }
  }
  // endregion
}

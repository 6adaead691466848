package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.examples.trading.book.Broker;
import io.leanagentic.examples.trading.book.Costs;
import io.leanagentic.examples.trading.book.Order;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Fills orders, bar by bar in the order of the feed. A bar waits until it is decided what to do at
 * it, that is, until the decision on its instrument's previous bar has come; later bars wait behind
 * it.
 */
final class ExecutionEngine implements Behavior<ExecutionEngine.Message> {

  sealed interface Message permits Meet, Quote, Decision {}

  /**
   * Where fills go. The portfolio needs others who need this agent, so it cannot be there first.
   */
  record Meet(AgentRef<Portfolio.Executed> portfolio) implements Message {}

  /** What to do after the bar {@code quote}, at the next of its instrument. */
  record Decision(Quote quote, Optional<Order> order) implements Message {}

  private final int lastSeq;
  private final Broker broker;
  private final AgentRef<Reporter.Message> reporter;
  private final boolean[] undecided;
  private final Deque<Quote> quotes = new ArrayDeque<>();
  private final Latencies toOrder = new Latencies();
  private List<AgentRef<Portfolio.Executed>> portfolio = List.of();

  ExecutionEngine(Plan plan, AgentRef<Reporter.Message> reporter) {
    int instruments = plan.market().instruments().size();
    this.lastSeq = plan.market().ticks().size() - 1;
    this.broker = new Broker(instruments, Costs.DEFAULT);
    this.reporter = reporter;
    this.undecided = new boolean[instruments];
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Meet(var known) -> portfolio = List.of(known);
      case Quote quote -> quotes.add(quote);
      case Decision(Quote quote, Optional<Order> order) -> {
        undecided[quote.tick().instrument()] = false;
        if (order.isPresent()) {
          toOrder.add(System.nanoTime() - quote.sentNanos());
          broker.accept(order.get());
        }
      }
    }
    while (!quotes.isEmpty() && !undecided[quotes.getFirst().tick().instrument()]) {
      execute(quotes.removeFirst());
    }
  }

  private void execute(Quote quote) {
    undecided[quote.tick().instrument()] = true;
    var executed = new Portfolio.Executed(quote, broker.onTick(quote.tick()));
    portfolio.forEach(agent -> Signals.mustArrive(agent, executed));
    if (quote.tick().seq() == lastSeq) {
      Signals.mustArrive(reporter, new Reporter.Timed(Reporter.Leg.ORDER, toOrder.summary()));
    }
  }
}

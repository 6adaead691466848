package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.examples.trading.book.Costs;
import io.leanagentic.examples.trading.book.Dealer;
import io.leanagentic.examples.trading.book.Order;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Fills orders, bar by bar in the order of the feed. A bar waits until it is decided what to do at
 * it, that is, until the decision on its instrument's previous bar has come; later bars wait behind
 * it.
 */
final class ExecutionEngine implements Behavior<ExecutionEngine.Message> {

  sealed interface Message permits Quote, Decision {}

  /** What to do after the bar {@code quote}, at the next of its instrument. */
  record Decision(Quote quote, Optional<Order> order) implements Message {}

  private final int lastSeq;
  private final Dealer dealer;
  private final AgentRef<Portfolio.Executed> portfolio;
  private final AgentRef<Reporter.Message> reporter;
  private final boolean[] undecided;
  private final Deque<Quote> quotes = new ArrayDeque<>();
  private final Latencies toOrder = new Latencies();

  ExecutionEngine(
      Plan plan, AgentRef<Portfolio.Executed> portfolio, AgentRef<Reporter.Message> reporter) {
    int instruments = plan.market().instruments().size();
    this.lastSeq = plan.market().ticks().size() - 1;
    this.dealer = new Dealer(instruments, Costs.DEFAULT);
    this.portfolio = portfolio;
    this.reporter = reporter;
    this.undecided = new boolean[instruments];
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Quote quote -> quotes.add(quote);
      case Decision(Quote quote, Optional<Order> order) -> {
        undecided[quote.tick().instrument()] = false;
        if (order.isPresent()) {
          toOrder.add(System.nanoTime() - quote.sentNanos());
          dealer.accept(order.get());
        }
      }
    }
    while (!quotes.isEmpty() && !undecided[quotes.getFirst().tick().instrument()]) {
      execute(quotes.removeFirst());
    }
  }

  private void execute(Quote quote) {
    undecided[quote.tick().instrument()] = true;
    Signals.mustArrive(portfolio, new Portfolio.Executed(quote, dealer.onTick(quote.tick())));
    if (quote.tick().seq() == lastSeq) {
      Signals.mustArrive(reporter, new Reporter.Timed(Reporter.Leg.ORDER, toOrder.summary()));
    }
  }
}

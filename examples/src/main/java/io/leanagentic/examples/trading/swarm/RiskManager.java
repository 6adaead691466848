package io.leanagentic.examples.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.examples.trading.book.Order;
import io.leanagentic.examples.trading.book.RiskBook;
import io.leanagentic.examples.trading.book.RiskLimits;
import io.leanagentic.examples.trading.book.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Decides on each bar, in the order of the feed, from the score and from where the portfolio stands
 * after that bar. Statements come in that order; scores of different instruments come in any.
 */
final class RiskManager implements Behavior<RiskManager.Message> {

  sealed interface Message {}

  /**
   * Where orders and credit go. Both need others who need this agent, so they cannot be there
   * first.
   */
  record Meet(AgentRef<ExecutionEngine.Message> execution, AgentRef<MarketFeed.Message> feed)
      implements Message {}

  /** The analyzers' average vote. */
  record Score(Quote quote, int score) implements Message {}

  /** Where the portfolio stands. */
  record Standing(Statement statement) implements Message {}

  private final int lastSeq;
  private final RiskBook book;
  private final AgentRef<Reporter.Message> reporter;
  private final Deque<Statement> statements = new ArrayDeque<>();
  private final Score[] scores;
  private final int creditBatch;
  private int uncredited;
  private List<Meet> met = List.of();

  RiskManager(Plan plan, AgentRef<Reporter.Message> reporter) {
    this.lastSeq = plan.market().ticks().size() - 1;
    this.book = new RiskBook(plan.market().instruments().size(), RiskLimits.DEFAULT);
    this.reporter = reporter;
    this.creditBatch = Math.max(1, plan.terms().inFlight() / 4);
    this.scores = new Score[plan.terms().inFlight()];
    Arrays.fill(scores, new Score(Quote.NONE, 0));
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Meet meet -> met = List.of(meet);
      case Score score -> scores[slot(score.quote().tick().seq())] = score;
      case Standing(Statement statement) -> statements.add(statement);
    }
    while (!statements.isEmpty() && isScored(statements.getFirst())) {
      decide(statements.removeFirst());
    }
  }

  private boolean isScored(Statement statement) {
    int seq = statement.tick().seq();
    return scores[slot(seq)].quote().tick().seq() == seq;
  }

  private void decide(Statement statement) {
    int seq = statement.tick().seq();
    Score score = scores[slot(seq)];
    Optional<Order> order = book.decide(statement, score.score());
    Meet all = met.getFirst();
    Signals.mustArrive(all.execution(), new ExecutionEngine.Decision(score.quote(), order));
    if (++uncredited == creditBatch) {
      uncredited = 0;
      Signals.mustArrive(all.feed(), new MarketFeed.Credit(creditBatch));
    }
    if (seq == lastSeq) {
      Signals.mustArrive(reporter, new Reporter.Limited(book.halts(), book.trims()));
    }
  }

  private int slot(int seq) {
    return seq & (scores.length - 1);
  }
}

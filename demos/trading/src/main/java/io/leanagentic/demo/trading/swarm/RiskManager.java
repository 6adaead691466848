package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.review.Proposal;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.demo.trading.review.Reviewer;
import io.leanagentic.demo.trading.review.Ruling;
import io.leanagentic.demo.trading.risk.Alert;
import io.leanagentic.demo.trading.risk.RiskBook;
import io.leanagentic.demo.trading.risk.RiskLevel;
import io.leanagentic.demo.trading.risk.RiskLimits;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.orchestration.Vote;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides on each bar, in the order of the feed, from the score and from where the portfolio stands
 * after that bar. Statements come in that order; scores of different instruments come in any.
 *
 * <p>A large order is not placed without the approval of reviewers: until they have decided,
 * nothing else is. When the level of risk changes, all desks are notified.
 */
final class RiskManager implements Behavior<RiskManager.Message> {

  sealed interface Message {}

  /**
   * Where orders and credit go. Those agents need others that need this one, so they come later.
   */
  record Meet(
      @Val List<AgentRef<ExecutionEngine.Message>> engines,
      AgentRef<MarketFeed.Message> feed,
      Broadcast<Desk.Message> alerts)
      implements Message {}

  /** The analyzers' average vote. */
  record Score(Quote quote, int score) implements Message {}

  /** Where the portfolio stands. */
  record Standing(Statement statement) implements Message {}

  /** Reviewers take microseconds; one that takes a minute is in trouble, and the swarm with it. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final int lastSeq;
  private final RiskBook book;
  private final AgentRef<Reporter.Message> reporter;
  private final ReviewPolicy policy;
  private final Quorum<ReviewDesk.Message> reviewers;
  private final Map<AgentRef<ReviewDesk.Message>, Reviewer> names;
  private final Deque<Statement> statements = new ArrayDeque<>();
  private final Score[] scores;
  private final int creditBatch;
  private int uncredited;
  private int alerts;
  private RiskLevel told = RiskLevel.NORMAL;
  private boolean reviewing;
  private List<Meet> met = List.of();

  RiskManager(
      Plan plan,
      Quorum<ReviewDesk.Message> reviewers,
      Map<AgentRef<ReviewDesk.Message>, Reviewer> names,
      AgentRef<Reporter.Message> reporter) {
    this.policy = plan.review();
    this.reviewers = reviewers;
    this.names = Map.copyOf(names);
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
    goOn(context);
  }

  private void goOn(AgentContext<Message> context) {
    while (!reviewing && !statements.isEmpty() && isScored(statements.getFirst())) {
      decide(context, statements.removeFirst());
    }
  }

  private boolean isScored(Statement statement) {
    int seq = statement.tick().seq();
    return scores[slot(seq)].quote().tick().seq() == seq;
  }

  private void decide(AgentContext<Message> context, Statement statement) {
    Score score = scores[slot(statement.tick().seq())];
    Optional<Order> order = book.decide(statement, score.score());
    alert(statement);
    if (order.isPresent() && policy.concerns(order.get(), statement)) {
      review(context, score, new Proposal(order.get(), statement, score.score(), book.loss()));
    } else {
      pass(score.quote(), order);
    }
  }

  // region alert
  private void alert(Statement statement) {
    if (book.level() != told) {
      told = book.level();
      alerts++;
      met.getFirst()
          .alerts()
          .publish(new Desk.Alerted(Alert.after(statement.tick(), told, book.loss())));
    }
  }

  // endregion

  // region quorum
  private void review(AgentContext<Message> context, Score score, Proposal proposal) {
    reviewing = true;
    var votes =
        reviewers.<Boolean>ask(
            reply -> new ReviewDesk.Question(proposal, reply),
            QuorumRule.atLeast(policy.approvals(), yes -> yes),
            PATIENCE);
    context.await( // nothing else is decided meanwhile
        votes,
        result -> {
          reviewing = false;
          rule(score, proposal, result);
          goOn(context);
        });
  }

  private void rule(Score score, Proposal proposal, QuorumResult<Boolean> result) {
    boolean approved =
        switch (result) {
          case QuorumResult.Reached<Boolean> _ -> true;
          case QuorumResult.Impossible<Boolean> _ -> false;
          case QuorumResult.TimedOut<Boolean> late ->
              throw new IllegalStateException("no decision on " + proposal + ": " + late);
        };
    Map<Reviewer, Boolean> votes = Review.noVotes();
    result.votes().forEach(vote -> votes.put(nameOf(vote), vote.value()));
    var review = new Review(new Ruling(proposal, approved), Map.copyOf(votes), result.elapsed());
    Signals.mustArrive(reporter, new Reporter.Reviewed(review));
    if (!approved) {
      book.withdraw(proposal.order());
    }
    pass(score.quote(), approved ? Optional.of(proposal.order()) : Optional.empty());
  }

  // endregion

  private Reviewer nameOf(Vote<Boolean> vote) {
    return Objects.requireNonNull(names.get(vote.voter()));
  }

  private void pass(Quote quote, Optional<Order> order) {
    Meet all = met.getFirst();
    for (AgentRef<ExecutionEngine.Message> engine : all.engines()) {
      Signals.mustArrive(engine, new ExecutionEngine.Decision(quote, order));
    }
    if (++uncredited == creditBatch) {
      uncredited = 0;
      Signals.mustArrive(all.feed(), new MarketFeed.Credit(creditBatch));
    }
    if (quote.tick().seq() == lastSeq) {
      Signals.mustArrive(reporter, new Reporter.Limited(book.halts(), book.trims(), alerts));
    }
  }

  private int slot(int seq) {
    return seq & (scores.length - 1);
  }
}

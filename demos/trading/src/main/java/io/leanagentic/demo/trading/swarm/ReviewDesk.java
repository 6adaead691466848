package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.demo.trading.review.Proposal;
import io.leanagentic.demo.trading.review.Reviewer;

// region reviewer
/** Votes on large orders, as one reviewer does. */
final class ReviewDesk implements Behavior<ReviewDesk.Message> {

  sealed interface Message {}

  /** May this order be placed? */
  record Question(Proposal proposal, Reply<Boolean> vote) implements Message {}

  private final Reviewer reviewer;

  ReviewDesk(Reviewer reviewer) {
    this.reviewer = reviewer;
  }

  @Override
  public void receive(AgentContext<Message> context, Message message) {
    switch (message) {
      case Question(Proposal proposal, var vote) -> {
        if (vote.isOpen()) { // not decided without us
          vote.send(reviewer.approves(proposal));
        }
      }
    }
  }
}
// endregion

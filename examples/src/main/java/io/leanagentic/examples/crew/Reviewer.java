package io.leanagentic.examples.crew;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;

/** Votes on drafts. */
final class Reviewer implements Behavior<Reviewer.Review> {
  record Review(String text, Duration deadline, Reply<Boolean> reply) {}

  private final Model model;

  Reviewer(Model model) {
    this.model = model;
  }

  @Override
  public void receive(AgentContext<Review> context, Review review) {
    var answer = model.ask("is this good? " + review.text(), review.deadline());
    context.onAnswer(
        answer, said -> review.reply().send(said.text().startsWith("yes")), review.reply()::fail);
  }
}

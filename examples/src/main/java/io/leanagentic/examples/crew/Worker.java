package io.leanagentic.examples.crew;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;

/** Writes drafts. It asks the model and handles other messages until the answer is here. */
final class Worker implements Behavior<Worker.Draft> {
  record Draft(String topic, Duration deadline, Reply<Model.Answer> reply) {}

  private final Model model;

  Worker(Model model) {
    this.model = model;
  }

  @Override
  public void receive(AgentContext<Draft> context, Draft draft) {
    var answer = model.ask("write about " + draft.topic(), draft.deadline());
    context.onAnswer(answer, draft.reply()::send, draft.reply()::fail);
  }
}

package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;

/** Two agents that await each other: detected when the cycle closes, not when a timeout expires. */
final class AwaitCycle {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private AwaitCycle() {}

  // region cycle
  sealed interface Question {
    record Plan(AgentRef<Question> adviser, Reply<String> reply) implements Question {}

    record Opinion(AgentRef<Question> planner, Reply<String> reply) implements Question {}

    record Budget(Reply<String> reply) implements Question {}
  }

  /** Plans after it has an opinion, and has an opinion after it knows the budget. */
  static final Behavior<Question> COLLEAGUE =
      (context, question) -> {
        switch (question) {
          case Question.Plan(var adviser, var reply) ->
              answerWith(
                  adviser.ask(r -> new Question.Opinion(context.self(), r), PATIENCE),
                  context,
                  reply);
          case Question.Opinion(var planner, var reply) ->
              answerWith(planner.ask(Question.Budget::new, PATIENCE), context, reply);
          case Question.Budget(var reply) -> reply.send("100");
        }
      };

  static void answerWith(Await<String> await, AgentContext<Question> context, Reply<String> reply) {
    context.await(await, reply::send, reply::fail); // Budget cannot be answered meanwhile
  }

  // endregion

  static String run() {
    try (var runtime = AgentRuntime.start()) {
      // region ask
      AgentRef<Question> anna = runtime.spawn("anna", COLLEAGUE);
      AgentRef<Question> ben = runtime.spawn("ben", COLLEAGUE);
      Await<String> plan = anna.ask(reply -> new Question.Plan(ben, reply), PATIENCE);
      // endregion
      try {
        return plan.join();
      } catch (RuntimeException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }
}

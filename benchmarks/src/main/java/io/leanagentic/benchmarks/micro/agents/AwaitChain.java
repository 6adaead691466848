package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.benchmarks.harness.Completion;

/** Agents in a row; each awaits the answer of the next before it gives its own. */
public class AwaitChain extends InRuntime {
  /** How many await. */
  public static final int LENGTH = 10;

  private final AgentRef<Integer> asker;

  /** Spawns them. */
  public AwaitChain() {
    AgentRef<Question> next = runtime.spawn((context, question) -> question.reply().send(0));
    for (int i = 1; i < LENGTH; i++) {
      AgentRef<Question> following = next;
      next =
          runtime.spawn((context, question) ->
              context.await(
                  following.ask(Question::new, LONG), answer -> question.reply().send(answer + 1)));
    }
    AgentRef<Question> first = next;
    asker = runtime.spawn(() -> new Asker(first, finish));
  }

  /** An agent asks the first {@code questions} times; returns how many answers passed along. */
  public long ask(int questions) {
    check(asker.signal(questions));
    return finish.expect((long) questions * (LENGTH - 1));
  }

  record Question(Reply<Integer> reply) {}

  private static final class Asker implements Behavior<Integer> {
    private final AgentRef<Question> first;
    private final Completion finish;
    private int left;
    private long sum;

    Asker(AgentRef<Question> first, Completion finish) {
      this.first = first;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer questions) {
      left = questions;
      sum = 0;
      ask(context);
    }

    private void ask(AgentContext<Integer> context) {
      context.await(
          first.ask(Question::new, LONG),
          answer -> {
            sum += answer;
            if (--left == 0) {
              finish.with(sum);
            } else {
              ask(context);
            }
          });
    }
  }
}

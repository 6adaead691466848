package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.benchmarks.harness.Completion;

/** One asks, another answers: one question at a time. */
public class Asking extends InRuntime {
  private final AgentRef<Question> oracle =
      runtime.spawn((context, question) -> question.reply().send(1));
  private final AgentRef<Integer> asker = runtime.spawn(() -> new Asker(oracle, finish));

  /** An agent asks {@code questions}; returns the sum of the answers. */
  public long fromAgent(int questions) {
    asker.signal(questions);
    return finish.expect(questions);
  }

  /** The calling thread asks once. */
  public int fromThread() {
    return oracle.ask(Question::new, LONG).join();
  }

  record Question(Reply<Integer> reply) {}

  private static final class Asker implements Behavior<Integer> {
    private final AgentRef<Question> oracle;
    private final Completion finish;
    private int left;
    private long sum;

    Asker(AgentRef<Question> oracle, Completion finish) {
      this.oracle = oracle;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer questions) {
      left = questions;
      sum = 0;
      ask(context);
    }

    private void ask(AgentContext<Integer> context) {
      context.onAnswer(
          oracle.ask(Question::new, LONG),
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

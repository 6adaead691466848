package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumRule;
import java.util.stream.IntStream;

/** An agent asks five others and continues with the majority: one question at a time. */
public class Voting extends InRuntime {
  private static final int VOTERS = 5;

  private final AgentRef<Integer> asker = runtime.spawn(new Asker(voters(), finish));

  private Quorum<Question> voters() {
    return Quorum.of(
        runtime,
        IntStream.range(0, VOTERS)
            .mapToObj(i -> runtime.<Question>spawn((context, question) -> question.reply().send(1)))
            .toList());
  }

  /** An agent asks {@code questions}; returns how many were decided. */
  public long ask(int questions) {
    asker.signal(questions);
    return finish.expect(questions);
  }

  /** The asker may be so far ahead of the slowest voter that this one is left out. */
  @Override
  boolean mayRefuse() {
    return true;
  }

  record Question(Reply<Integer> reply) {}

  private static final class Asker implements Behavior<Integer> {
    private final Quorum<Question> quorum;
    private final Completion finish;
    private int left;
    private long decided;

    Asker(Quorum<Question> quorum, Completion finish) {
      this.quorum = quorum;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Integer> context, Integer questions) {
      left = questions;
      decided = 0;
      ask(context);
    }

    private void ask(AgentContext<Integer> context) {
      context.onAnswer(
          quorum.<Integer>ask(Question::new, QuorumRule.majority(), LONG),
          (QuorumResult<Integer> result) -> {
            decided += result.isReached() ? 1 : 0;
            if (--left == 0) {
              finish.with(decided);
            } else {
              ask(context);
            }
          });
    }
  }
}

package io.leanagentic.orchestration;

import io.leanagentic.AgentContext;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A member of a quorum that does what it was told to when it is asked. */
final class Voter implements Behavior<Voter.Command> {

  sealed interface Command {
    /** What it is asked. */
    record Question(Reply<Integer> reply) implements Command {}

    /** It need not answer. */
    record Farewell() implements Command {}

    /** The time has come. */
    record Due() implements Command {}
  }

  /** What it does with a question. */
  sealed interface Plan {
    /** Votes {@code value} after {@code micros}, {@code times} times. */
    record Answer(int micros, int value, int times) implements Plan {}

    /** Says after {@code micros} that it cannot, or, which is a lie, that it is too late. */
    record Fail(int micros, boolean late) implements Plan {}

    /** Breaks at once. */
    record Break() implements Plan {}

    /** Never answers. */
    record Silence() implements Plan {}
  }

  private final Plan plan;
  private final List<Reply<Integer>> asked = new ArrayList<>();
  private final CopyOnWriteArrayList<Command> received;

  Voter(Plan plan, CopyOnWriteArrayList<Command> received) {
    this.plan = plan;
    this.received = received;
  }

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    received.add(command);
    switch (command) {
      case Command.Question(var reply) -> {
        asked.add(reply);
        switch (plan) {
          case Plan.Answer answer -> after(context, answer.micros());
          case Plan.Fail fail -> after(context, fail.micros());
          case Plan.Break() -> throw new UnsupportedOperationException("broken voter");
          case Plan.Silence() -> {}
        }
      }
      case Command.Due() -> {
        Reply<Integer> reply = asked.removeFirst();
        switch (plan) {
          case Plan.Answer answer -> {
            for (int i = 0; i < answer.times(); i++) {
              reply.send(answer.value());
            }
          }
          case Plan.Fail fail ->
              reply.fail(
                  fail.late()
                      ? new AwaitTimeoutException("a lie: it is not late")
                      : new IllegalStateException("I cannot"));
          case Plan.Break(), Plan.Silence() -> {}
        }
      }
      case Command.Farewell() -> {}
    }
  }

  private static void after(AgentContext<Command> context, int micros) {
    context.timers().once(new Object(), Duration.ofNanos(micros * 1_000L), new Command.Due());
  }
}

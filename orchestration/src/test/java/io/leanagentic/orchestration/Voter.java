package io.leanagentic.orchestration;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

    /** Says after {@code micros} that it cannot. */
    record Fail(int micros, Throwable cause) implements Plan {}

    /** Breaks at once. */
    record Break() implements Plan {}

    /** Never answers. */
    record Silence() implements Plan {}
  }

  private final Plan plan;
  private final List<Reply<Integer>> asked = new ArrayList<>();
  final List<Command> received;

  Voter(Plan plan, List<Command> received) {
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
          case Plan.Fail fail -> reply.fail(fail.cause());
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

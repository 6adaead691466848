package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One asks, another answers: one question at a time. */
public class PekkoAsking extends InPekko {
  private final ActorRef<Question> oracle =
      spawn(
          Behaviors.receiveMessage(question -> {
            question.replyTo().tell(1);
            return Behaviors.same();
          }));
  private final ActorRef<Command> asker =
      spawn(
          Behaviors.setup(context -> {
            var state = new Asker(context, oracle, finish);
            return Behaviors.receiveMessage(state::receive);
          }));

  /** An actor asks {@code questions}; returns the sum of the answers. */
  public long fromActor(int questions) {
    asker.tell(new Begin(questions));
    return finish.expect(questions);
  }

  /** The calling thread asks once. */
  public int fromThread() {
    return AskPattern.<Question, Integer>ask(oracle, Question::new, LONG, system.scheduler())
        .toCompletableFuture()
        .join();
  }

  record Question(ActorRef<Integer> replyTo) {}

  sealed interface Command {}

  record Begin(int questions) implements Command {}

  record Answered(int answer) implements Command {}

  record Failed(Throwable cause) implements Command {}

  private static final class Asker {
    private final ActorContext<Command> context;
    private final ActorRef<Question> oracle;
    private final Completion finish;
    private int left;
    private long sum;

    Asker(ActorContext<Command> context, ActorRef<Question> oracle, Completion finish) {
      this.context = context;
      this.oracle = oracle;
      this.finish = finish;
    }

    Behavior<Command> receive(Command command) {
      switch (command) {
        case Begin(int questions) -> {
          left = questions;
          sum = 0;
          ask();
        }
        case Answered(int answer) -> {
          sum += answer;
          if (--left == 0) {
            finish.with(sum);
          } else {
            ask();
          }
        }
        case Failed(var cause) -> throw new IllegalStateException("no answer", cause);
      }
      return Behaviors.same();
    }

    private void ask() {
      context.ask(
          Integer.class,
          oracle,
          LONG,
          Question::new,
          (answer, failure) -> answer != null ? new Answered(answer) : new Failed(failure));
    }
  }
}

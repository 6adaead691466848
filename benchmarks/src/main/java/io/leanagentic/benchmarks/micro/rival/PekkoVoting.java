package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor asks five others and continues with three answers: one question at a time. */
public class PekkoVoting extends InPekko {
  private static final int VOTERS = 5;

  private final List<ActorRef<Question>> voters =
      IntStream.range(0, VOTERS)
          .mapToObj(i ->
              this.<Question>spawn(
                  Behaviors.receiveMessage(question -> {
                    question.replyTo().tell(1);
                    return Behaviors.same();
                  })))
          .toList();
  private final ActorRef<Command> asker =
      spawn(
          Behaviors.setup(context -> {
            var state = new Asker(context, voters, finish);
            return Behaviors.receiveMessage(state::receive);
          }));

  /** An actor asks {@code questions}; returns how many were decided. */
  public long ask(int questions) {
    asker.tell(new Begin(questions));
    return finish.expect(questions);
  }

  record Question(ActorRef<Integer> replyTo) {}

  sealed interface Command {}

  record Begin(int questions) implements Command {}

  record Answered(int round, boolean yes) implements Command {}

  private static final class Asker {
    private final ActorContext<Command> context;
    private final List<ActorRef<Question>> voters;
    private final Completion finish;
    private int round;
    private int votes;
    private int left;
    private long decided;

    Asker(ActorContext<Command> context, List<ActorRef<Question>> voters, Completion finish) {
      this.context = context;
      this.voters = voters;
      this.finish = finish;
    }

    Behavior<Command> receive(Command command) {
      switch (command) {
        case Begin(int questions) -> {
          left = questions;
          decided = 0;
          ask();
        }
        case Answered(int of, boolean yes) -> {
          if (of == round && yes && ++votes == VOTERS / 2 + 1) {
            decided++;
            if (--left == 0) {
              finish.with(decided);
            } else {
              ask();
            }
          }
        }
      }
      return Behaviors.same();
    }

    private void ask() {
      int now = ++round;
      votes = 0;
      for (ActorRef<Question> voter : voters) {
        context.ask(
            Integer.class,
            voter,
            LONG,
            Question::new,
            (answer, failure) -> new Answered(now, answer != null));
      }
    }
  }
}

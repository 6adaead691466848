package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.micro.agents.AwaitChain;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Actors in a row; each asks the next before it gives its own answer. */
public class PekkoAwaitChain extends InPekko {
  private final ActorRef<Command> asker;

  /** Spawns them. */
  public PekkoAwaitChain() {
    ActorRef<Message> next = spawn(Behaviors.receiveMessage(PekkoAwaitChain::last));
    for (int i = 1; i < AwaitChain.LENGTH; i++) {
      ActorRef<Message> following = next;
      next =
          spawn(
              Behaviors.setup(context ->
                  Behaviors.receiveMessage(message -> pass(context, following, message))));
    }
    ActorRef<Message> first = next;
    asker =
        spawn(
            Behaviors.setup(
                context -> Behaviors.receiveMessage(new Asker(context, first, finish)::receive)));
  }

  /** An actor asks the first {@code questions} times; returns how many answers passed along. */
  public long ask(int questions) {
    asker.tell(new Begin(questions));
    return finish.expect((long) questions * (AwaitChain.LENGTH - 1));
  }

  sealed interface Message {}

  record Question(ActorRef<Integer> replyTo) implements Message {}

  record Answered(int answer, ActorRef<Integer> replyTo) implements Message {}

  sealed interface Command {}

  record Begin(int questions) implements Command {}

  record Done(int answer) implements Command {}

  private static Behavior<Message> last(Message message) {
    if (message instanceof Question(var replyTo)) {
      replyTo.tell(0);
    }
    return Behaviors.same();
  }

  private static Behavior<Message> pass(
      ActorContext<Message> context, ActorRef<Message> next, Message message) {
    switch (message) {
      case Question(var replyTo) ->
          context.ask(
              Integer.class,
              next,
              LONG,
              Question::new,
              (answer, failure) -> new Answered(valueOf(answer, failure) + 1, replyTo));
      case Answered(int answer, var replyTo) -> replyTo.tell(answer);
    }
    return Behaviors.same();
  }

  private static int valueOf(Integer answer, Throwable failure) {
    if (answer == null) {
      throw new IllegalStateException("no answer", failure);
    }
    return answer;
  }

  private static final class Asker {
    private final ActorContext<Command> context;
    private final ActorRef<Message> first;
    private final Completion finish;
    private int left;
    private long sum;

    Asker(ActorContext<Command> context, ActorRef<Message> first, Completion finish) {
      this.context = context;
      this.first = first;
      this.finish = finish;
    }

    Behavior<Command> receive(Command command) {
      switch (command) {
        case Begin(int questions) -> {
          left = questions;
          sum = 0;
          ask();
        }
        case Done(int answer) -> {
          sum += answer;
          if (--left == 0) {
            finish.with(sum);
          } else {
            ask();
          }
        }
      }
      return Behaviors.same();
    }

    private void ask() {
      context.ask(
          Integer.class,
          first,
          LONG,
          Question::new,
          (answer, failure) -> new Done(valueOf(answer, failure)));
    }
  }
}

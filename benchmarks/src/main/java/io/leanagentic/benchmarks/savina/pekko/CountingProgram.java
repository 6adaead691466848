package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Counting;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Counting}; nothing tells the producer to slow down. */
final class CountingProgram {
  private CountingProgram() {}

  static void begin(ActorContext<?> context, Counting size, Completion finish) {
    ActorRef<Count> counter =
        context.spawnAnonymous(
            Behaviors.setup(_ -> Behaviors.receiveMessage(new Counter()::receive)));
    ActorRef<Produce> producer =
        context.spawnAnonymous(
            Behaviors.setup(self ->
                Behaviors.receiveMessage(
                    message -> produce(message, self, counter, size.messages(), finish))));
    producer.tell(More.MORE);
  }

  sealed interface Count {}

  enum Increment implements Count {
    INCREMENT
  }

  record Retrieve(ActorRef<Produce> from) implements Count {}

  sealed interface Produce {}

  enum More implements Produce {
    MORE
  }

  record Counted(long messages) implements Produce {}

  private static Behavior<Produce> produce(
      Produce message,
      ActorContext<Produce> self,
      ActorRef<Count> counter,
      int messages,
      Completion finish) {
    switch (message) {
      case More _ -> {
        for (int i = 0; i < messages; i++) {
          counter.tell(Increment.INCREMENT);
        }
        counter.tell(new Retrieve(self.getSelf()));
      }
      case Counted(long count) -> finish.with(count);
    }
    return Behaviors.same();
  }

  private static final class Counter {
    private long count;

    Behavior<Count> receive(Count message) {
      switch (message) {
        case Increment _ -> count++;
        case Retrieve(var from) -> from.tell(new Counted(count));
      }
      return Behaviors.same();
    }
  }
}

package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Fibonacci;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Fibonacci}. */
final class FibonacciProgram {
  private FibonacciProgram() {}

  static void begin(ActorContext<?> context, Fibonacci size, Completion finish) {
    ActorRef<Long> end =
        context.spawnAnonymous(
            Behaviors.receiveMessage(number -> {
              finish.with(number);
              return Behaviors.same();
            }));
    context.spawnAnonymous(Adder.create(size.index(), end));
  }

  private static final class Adder {
    private final ActorRef<Long> parent;
    private int missing = 2;
    private long sum;

    private Adder(ActorRef<Long> parent) {
      this.parent = parent;
    }

    static Behavior<Long> create(int index, ActorRef<Long> parent) {
      return Behaviors.setup(context -> {
        if (index <= Fibonacci.KNOWN) {
          parent.tell(1L);
          return Behaviors.stopped();
        }
        context.spawnAnonymous(create(index - 1, context.getSelf()));
        context.spawnAnonymous(create(index - 2, context.getSelf()));
        return Behaviors.receiveMessage(new Adder(parent)::receive);
      });
    }

    private Behavior<Long> receive(Long number) {
      sum += number;
      if (--missing > 0) {
        return Behaviors.same();
      }
      parent.tell(sum);
      return Behaviors.stopped();
    }
  }
}

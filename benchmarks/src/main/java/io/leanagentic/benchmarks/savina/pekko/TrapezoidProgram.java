package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Trapezoid;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Trapezoid}. */
final class TrapezoidProgram {
  private TrapezoidProgram() {}

  static void begin(ActorContext<?> context, Trapezoid size, Completion finish) {
    ActorRef<Double> master =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Master(size.workers(), finish)::receive)));
    for (int i = 0; i < size.workers(); i++) {
      ActorRef<Integer> worker =
          context.spawnAnonymous(
              Behaviors.receiveMessage(number -> {
                master.tell(size.area(number));
                return Behaviors.stopped();
              }));
      worker.tell(i);
    }
  }

  private static final class Master {
    private final Completion finish;
    private int left;
    private double sum;

    Master(int workers, Completion finish) {
      this.left = workers;
      this.finish = finish;
    }

    Behavior<Double> receive(Double area) {
      sum += area;
      if (--left == 0) {
        finish.with(Trapezoid.result(sum));
      }
      return Behaviors.same();
    }
  }
}

package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.ForkJoinCreate;
import io.leanagentic.benchmarks.savina.Gathering;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link ForkJoinCreate}. */
final class ForkJoinCreateProgram {
  private ForkJoinCreateProgram() {}

  static void begin(ActorContext<?> context, ForkJoinCreate size, Completion finish) {
    var gathering = new Gathering(size.agents(), finish);
    Behavior<Double> computing =
        Behaviors.receiveMessage(angle -> {
          gathering.end(ForkJoinCreate.compute(angle));
          return Behaviors.stopped();
        });
    for (int i = 0; i < size.agents(); i++) {
      ActorRef<Double> worker = context.spawnAnonymous(computing);
      worker.tell(ForkJoinCreate.ANGLE);
    }
  }
}

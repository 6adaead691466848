package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.ForkJoinCreate;
import io.leanagentic.benchmarks.savina.ForkJoinThroughput;
import io.leanagentic.benchmarks.savina.Gathering;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link ForkJoinThroughput}; nothing tells the sender to slow down. */
final class ForkJoinThroughputProgram {
  private ForkJoinThroughputProgram() {}

  static void begin(ActorContext<?> context, ForkJoinThroughput size, Completion finish) {
    var gathering = new Gathering(size.agents(), finish);
    List<ActorRef<Double>> workers = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      workers.add(
          context.spawnAnonymous(
              Behaviors.setup(
                  _ -> Behaviors.receiveMessage(new Worker(size.messages(), gathering)::receive))));
    }
    ActorRef<More> sender =
        context.spawnAnonymous(
            Behaviors.receiveMessage(_ -> {
              for (int i = 0; i < size.messages(); i++) {
                workers.forEach(worker -> worker.tell(ForkJoinCreate.ANGLE));
              }
              return Behaviors.same();
            }));
    sender.tell(More.MORE);
  }

  enum More {
    MORE
  }

  private static final class Worker {
    private final Gathering gathering;
    private int left;
    private long sum;

    Worker(int messages, Gathering gathering) {
      this.left = messages;
      this.gathering = gathering;
    }

    Behavior<Double> receive(Double angle) {
      sum += ForkJoinCreate.compute(angle);
      if (--left == 0) {
        gathering.end(sum);
        return Behaviors.stopped();
      }
      return Behaviors.same();
    }
  }
}

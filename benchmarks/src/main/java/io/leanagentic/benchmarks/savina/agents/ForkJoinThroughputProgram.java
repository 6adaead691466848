package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.ForkJoinCreate;
import io.leanagentic.benchmarks.savina.ForkJoinThroughput;
import io.leanagentic.benchmarks.savina.Gathering;
import java.util.ArrayList;
import java.util.List;

/** {@link ForkJoinThroughput}. */
final class ForkJoinThroughputProgram {
  private ForkJoinThroughputProgram() {}

  static void begin(Spawner spawner, ForkJoinThroughput size, Completion finish) {
    var gathering = new Gathering(size.agents(), finish);
    List<AgentRef<Double>> workers = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      workers.add(spawner.spawn(() -> new Worker(size.messages(), gathering)));
    }
    AgentRef<Go> sender = spawner.spawn(() -> new Sender(workers, size.messages()));
    check(sender.signal(Go.GO));
  }

  enum Go {
    GO
  }

  private static final class Sender implements Behavior<Go> {
    private final List<AgentRef<Double>> workers;
    private final int messages;

    Sender(List<AgentRef<Double>> workers, int messages) {
      this.workers = List.copyOf(workers);
      this.messages = messages;
    }

    @Override
    public void receive(AgentContext<Go> context, Go go) {
      for (int i = 0; i < messages; i++) {
        workers.forEach(worker -> check(worker.signal(ForkJoinCreate.ANGLE)));
      }
    }
  }

  private static final class Worker implements Behavior<Double> {
    private final Gathering gathering;
    private int left;
    private long sum;

    Worker(int messages, Gathering gathering) {
      this.left = messages;
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<Double> context, Double angle) {
      sum += ForkJoinCreate.compute(angle);
      if (--left == 0) {
        gathering.end(sum);
        context.stop();
      }
    }
  }
}

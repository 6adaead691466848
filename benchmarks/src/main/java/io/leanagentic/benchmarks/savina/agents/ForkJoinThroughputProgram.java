package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.Finish;
import io.leanagentic.benchmarks.savina.ForkJoinCreate;
import io.leanagentic.benchmarks.savina.ForkJoinThroughput;
import io.leanagentic.benchmarks.savina.Gathering;
import java.util.ArrayList;
import java.util.List;

/** {@link ForkJoinThroughput}. */
final class ForkJoinThroughputProgram {
  private ForkJoinThroughputProgram() {}

  static void begin(Spawner spawner, ForkJoinThroughput size, Finish finish) {
    var gathering = new Gathering(size.agents(), finish);
    List<AgentRef<Double>> workers = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      workers.add(spawner.spawn(() -> new Worker(size.messages(), gathering)));
    }
    AgentRef<More> sender = spawner.spawn(() -> new Sender(workers, size.messages()));
    check(sender.signal(More.MORE));
  }

  enum More {
    MORE
  }

  private static final class Sender implements Behavior<More> {
    private final List<AgentRef<Double>> workers;
    private int left;

    Sender(List<AgentRef<Double>> workers, int messages) {
      this.workers = List.copyOf(workers);
      this.left = messages * workers.size();
    }

    @Override
    public void receive(AgentContext<More> context, More more) {
      int sent = left;
      left -=
          Portion.send(
              left, i -> workers.get((sent - i) % workers.size()).signal(ForkJoinCreate.ANGLE));
      if (left > 0) {
        check(context.self().signal(more));
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

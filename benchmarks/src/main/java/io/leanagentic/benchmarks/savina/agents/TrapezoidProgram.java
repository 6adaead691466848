package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Trapezoid;

/** {@link Trapezoid}. */
final class TrapezoidProgram {
  private TrapezoidProgram() {}

  static void begin(Spawner spawner, Trapezoid size, Completion finish) {
    AgentRef<Double> master = spawner.spawn(() -> new Master(size.workers(), finish));
    for (int i = 0; i < size.workers(); i++) {
      AgentRef<Integer> worker =
          spawner.spawn((context, number) -> {
            check(master.signal(size.area(number)));
            context.stop();
          });
      check(worker.signal(i));
    }
  }

  private static final class Master implements Behavior<Double> {
    private final Completion finish;
    private int left;
    private double sum;

    Master(int workers, Completion finish) {
      this.left = workers;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Double> context, Double area) {
      sum += area;
      if (--left == 0) {
        finish.with(Trapezoid.result(sum));
      }
    }
  }
}

package io.leanagentic.testkit;

import io.leanagentic.AgentRef;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * How many turns a simulation runs in a second: 100 agents that pass 100 tokens on, with an
 * invariant. Its name keeps it out of the build, which measures nothing.
 */
final class TurnsPerSecond {
  private static final int AGENTS = 100;
  private static final int HOPS = 2_000;

  @Test
  void areMany() {
    for (var strategy : new String[] {"random", "round-robin", "pct:3"}) {
      for (int round = 1; round <= 5; round++) {
        System.out.printf("%-12s %,10d turns/s%n", strategy, measure(Strategy.parse(strategy)));
      }
    }
  }

  private static long measure(Strategy strategy) {
    try (var runtime = SimulatedRuntime.start(17, strategy)) {
      var agents = new CopyOnWriteArrayList<AgentRef<Integer>>();
      for (int i = 0; i < AGENTS; i++) {
        int next = (i + 1) % AGENTS;
        agents.add(
            runtime.spawn(
                "agent-" + i,
                (context, left) -> {
                  if (left > 0) {
                    agents.get(next).signal(left - 1);
                  }
                }));
      }
      runtime.invariant("time", () -> runtime.elapsed().isZero());
      for (var agent : agents) {
        agent.signal(HOPS);
      }
      long begun = System.nanoTime();
      runtime.settle();
      return runtime.turns() * 1_000_000_000L / (System.nanoTime() - begun);
    }
  }
}

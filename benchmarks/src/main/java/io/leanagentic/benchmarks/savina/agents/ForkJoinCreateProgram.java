package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentRef;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.ForkJoinCreate;
import io.leanagentic.benchmarks.savina.Gathering;

/** {@link ForkJoinCreate}. */
final class ForkJoinCreateProgram {
  private ForkJoinCreateProgram() {}

  static void begin(Spawner spawner, ForkJoinCreate size, Completion finish) {
    var gathering = new Gathering(size.agents(), finish);
    for (int i = 0; i < size.agents(); i++) {
      AgentRef<Double> worker =
          spawner.spawn((context, angle) -> {
            gathering.end(ForkJoinCreate.compute(angle));
            context.stop();
          });
      check(worker.signal(ForkJoinCreate.ANGLE));
    }
  }
}

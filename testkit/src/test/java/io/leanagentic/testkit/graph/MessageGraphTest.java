package io.leanagentic.testkit.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Random systems, each in one schedule of a simulation and on real workers. */
final class MessageGraphTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @AgentTest(schedules = 200)
  void everyMessageIsHandledOnceAndInOrder(SimulatedRuntime simulation) {
    var books = new Books(Plan.gentle(simulation.seed()), simulation.agents());
    books.begin();
    simulation.quiesce();
    books.complete(simulation.agents());
  }

  @AgentTest(schedules = 200)
  void stopsDropsAndCyclesLoseNoMessageUncounted(SimulatedRuntime simulation) {
    var books = new Books(Plan.rough(simulation.seed()), simulation.agents());
    books.begin();
    simulation.quiesce();
    books.balance(simulation.agents());
  }

  @Test
  void soItIsOnRealWorkers() {
    each(Plan::gentle, Books::complete);
  }

  @Test
  void soItIsOnRealWorkersWithStopsDropsAndCycles() {
    each(Plan::rough, Books::balance);
  }

  private static void each(LongFunction<Plan> plan, BiConsumer<Books, AgentRuntime> check) {
    Long only = Long.getLong("leanagentic.seed");
    long first = only == null ? 1 : only;
    int count = only == null ? Integer.getInteger("leanagentic.schedules", 50) : 1;
    for (long seed = first; seed < first + count; seed++) {
      try {
        var config = RuntimeConfig.defaults().withWorkers(2).withBudget(2, Duration.ofMillis(1));
        var runtime = AgentRuntime.start(config);
        var books = new Books(plan.apply(seed), runtime);
        books.begin();
        var report = runtime.shutdown(LONG);
        assertEquals(List.of(), report.left());
        check.accept(books, runtime);
      } catch (Throwable t) {
        throw new AssertionError("again: -Dleanagentic.seed=" + seed, t);
      }
    }
  }
}

package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stepper, a clock and a seed make a whole system of agents run the same way again. */
final class DeterminismTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private record Run(long signature, long turns, List<Integer> handled) {}

  /** Agents that pass tokens on at random, some of them later, until the tokens are used up. */
  private Run run(long seed) {
    var steps = new Steps(seed);
    AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
    var handled = new CopyOnWriteArrayList<Integer>();
    var agents = new CopyOnWriteArrayList<AgentRef<Integer>>();
    for (int i = 0; i < 7; i++) {
      var random = new SplittableRandom(seed * 100 + i);
      int me = i;
      agents.add(
          runtime.spawn((context, left) -> {
            handled.add(me * 1000 + left);
            if (left > 0) {
              if (random.nextInt(4) == 0) {
                context.timers().once(left, Duration.ofMillis(random.nextInt(50)), left - 1);
              } else {
                agents.get(random.nextInt(agents.size())).signal(left - 1);
              }
            }
          }));
    }
    for (var agent : agents) {
      agent.signal(20);
    }
    steps.finish();
    return new Run(steps.signature(), steps.turns(), handled);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Seeds.each(20, seed -> assertEquals(run(seed), run(seed)));
  }

  @Test
  void otherSeedsGiveOtherRuns() {
    var runs = new HashSet<Run>();
    Seeds.each(20, seed -> runs.add(run(seed)));
    assertTrue(
        runs.size() > Math.min(20, Integer.getInteger("leanagentic.seeds", 20)) / 2
            || Long.getLong("leanagentic.seed") != null,
        runs::toString);
  }

  @Test
  void timePassesOnlyWhenNobodyIsReady() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    var fired = new CopyOnWriteArrayList<Long>();
    AgentRef<String> agent =
        runtime.spawn((context, message) -> {
          if (message.equals("start")) {
            context.timers().once("a", Duration.ofHours(1), "later");
          } else {
            fired.add(steps.clock().nanoTime());
          }
        });
    long from = steps.clock().nanoTime();
    agent.signal("start");
    steps.advance(Duration.ofMinutes(59));
    assertEquals(List.of(), fired);
    steps.advance(Duration.ofMinutes(2));
    assertEquals(1, fired.size());
    assertTrue(fired.getFirst() - from >= Duration.ofHours(1).toNanos());
  }
}

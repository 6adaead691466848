package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Supervision;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Shards whose new agent can never start. */
final class ShardNeverStartsTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static ShardGroup<String, Reply<String>> group(
      SimulatedRuntime simulation, Supervision supervision, AtomicBoolean broken) {
    return ShardGroup.start(
        simulation.agents(),
        "g",
        ShardMap.of(List.of("a", "b", "c")),
        shard -> {
          if (shard.equals("d") || broken.get()) {
            throw new IllegalStateException("no database for " + shard);
          }
          return (Behavior<Reply<String>>) (context, reply) -> reply.send(shard);
        },
        ShardConfig.DEFAULT.withAgents(AgentConfig.DEFAULT.withSupervision(supervision)));
  }

  private static void assertServed(
      SimulatedRuntime simulation, ShardGroup<String, Reply<String>> group) {
    for (int i = 0; i < 100; i++) {
      String key = "k" + i;
      Await<String> answer = group.ask(key, reply -> reply, LONG);
      simulation.settle();
      assertEquals(group.map().shard(key), answer.join());
    }
  }

  @Test
  void anAddThatCannotBeIsUndoneAndNothingWaitsForIt() {
    for (var supervision : List.of(Supervision.restart(), Supervision.stop())) {
      try (var simulation = SimulatedRuntime.start(1)) {
        var group = group(simulation, supervision, new AtomicBoolean());
        ShardMap before = group.map();
        var add = group.add("d", 1);
        Await<ShardMove> remove = group.remove("d");
        Await<ShardMove> heavier = group.reweigh("a", 2);
        var answers = new CopyOnWriteArrayList<Await<String>>();
        for (int i = 0; i < 100; i++) { // some are on their way to it
          answers.add(group.ask("k" + i, reply -> reply, LONG));
          simulation.turn();
        }
        simulation.advance(Duration.ofMinutes(2));
        var why = assertThrows(AwaitException.class, add::join);
        assertTrue(String.valueOf(why.getMessage()).contains("ended before it had taken"));
        assertThrows(AwaitException.class, remove::join);
        heavier.join();
        assertEquals(before.weighing("a", 2), group.map());
        assertTrue(answers.stream().allMatch(Await::isDone));
        assertServed(simulation, group);
      }
    }
  }

  @Test
  void aReplacementThatCannotBeLeavesTheOldAgentInItsPlace() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var broken = new AtomicBoolean();
      var group = group(simulation, Supervision.restart(), broken);
      broken.set(true);
      var replace = group.replace("b");
      simulation.advance(Duration.ofMinutes(2));
      assertThrows(AwaitException.class, replace::join);
      assertServed(simulation, group);
      broken.set(false);
      group.replace("b").join();
      assertServed(simulation, group);
    }
  }
}

package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Names of shards and of agents that look like the ones that the group gives. */
final class NameClashTest {

  @Test
  void aShardCannotHaveTheNameOfAnothersNextAgent() {
    try (var simulation = SimulatedRuntime.start(1)) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              ShardGroup.start(
                  simulation.agents(),
                  "g",
                  List.of("a", "a~1"),
                  shard -> (context, message) -> {}));
      assertEquals(0, simulation.agents().metrics().agentsAlive());
    }
  }

  @Test
  void aNameThatIsTakenIsPassedOver() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var runtime = simulation.agents();
      var handled = new CopyOnWriteArrayList<Integer>();
      ShardGroup<Integer, Integer> group =
          ShardGroup.start(
              runtime,
              "g",
              List.of("a"),
              shard ->
                  (context, message) -> {
                    handled.add(message);
                    if (message == 3) {
                      throw new OutOfMemoryError("made up: it ends");
                    }
                  });
      for (int number = 1; number < 4; number++) {
        runtime.spawn("g.a~" + number, (context, message) -> {}); // somebody else's agents
      }
      group.replace("a").join();
      for (int i = 0; i < 10; i++) {
        assertTrue(group.signal(i, i).isTaken());
      }
      simulation.advance(Duration.ofSeconds(10));
      assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), handled);
      group.replace("a").join();
    }
  }
}

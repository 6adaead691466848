package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AwaitException;
import io.leanagentic.DuplicateNameException;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** A change of shards that cannot be made. */
final class FailedAddTest {

  @Test
  void itLeavesNoTraceAndCanBeMadeLater() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var runtime = simulation.agents();
      ShardGroup<String, String> group =
          ShardGroup.start(runtime, "g", List.of("a", "b", "c"), shard -> (context, message) -> {});
      ShardMap before = group.map();
      var other = runtime.spawn("g.d", (context, message) -> {}); // somebody else's agent
      var why = assertThrows(AwaitException.class, group.add("d", 1)::join);
      assertInstanceOf(DuplicateNameException.class, why.getCause());
      assertEquals(before, group.map());
      group.reweigh("b", 2).join();
      assertEquals(List.of("a", "b", "c"), group.map().shards());
      assertEquals(3, group.loads().size());
      other.stop();
      simulation.settle();
      group.add("d", 1).join();
      assertEquals(before.weighing("b", 2).with("d", 1), group.map());
    }
  }

  @Test
  void thoseThatWaitBehindItBeginFromTheMapBeforeIt() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var runtime = simulation.agents();
      ShardGroup<String, String> group =
          ShardGroup.start(runtime, "g", List.of("a", "b"), shard -> (context, message) -> {});
      ShardMap before = group.map();
      runtime.spawn("g.d", (context, message) -> {});
      var first = group.replace("a");
      var add = group.add("d", 1);
      var heavier = group.reweigh("d", 3);
      var also = group.reweigh("b", 2);
      simulation.advance(Duration.ofSeconds(1));
      first.join();
      assertThrows(AwaitException.class, add::join);
      assertInstanceOf(
          NoSuchElementException.class,
          assertThrows(AwaitException.class, heavier::join).getCause());
      also.join();
      assertEquals(before.weighing("b", 2), group.map());
    }
  }
}

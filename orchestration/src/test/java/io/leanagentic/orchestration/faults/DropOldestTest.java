package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** A runtime whose default agents drop messages. */
final class DropOldestTest {

  @Test
  void theLibrarysOwnAgentsDropNothing() {
    for (var policy : List.of(OverflowPolicy.DROP_OLDEST, OverflowPolicy.DROP_NEWEST)) {
      for (BroadcastStrategy strategy :
          List.of(
              new BroadcastStrategy.All(),
              new BroadcastStrategy.Along(),
              new BroadcastStrategy.PushPull(3, Duration.ofMillis(1)))) {
        var dropping =
            AgentConfig.DEFAULT.withMailbox(MailboxConfig.ofCapacity(2).withOverflow(policy));
        try (var simulation =
            SimulatedRuntime.start(
                1, Strategy.random(), RuntimeConfig.defaults().withAgents(dropping))) {
          var handled = new LongAdder();
          List<AgentRef<Integer>> members = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            AgentConfig small = AgentConfig.DEFAULT.withCapacity(4);
            members.add(
                simulation
                    .agents()
                    .spawn(small, (Behavior<Integer>) (context, message) -> handled.increment()));
          }
          var broadcast =
              Broadcast.start(
                  simulation.agents(), Topology.ring(members), BroadcastConfig.of(strategy));
          for (int i = 0; i < 500; i++) {
            broadcast.publish(i);
          }
          simulation.advance(Duration.ofSeconds(1));
          assertEquals(5_000, handled.sum(), () -> strategy + ", " + policy);
        }
      }
    }
  }
}

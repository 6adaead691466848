package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Publication;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * Bursts through healthy relays and members within a process: felt by the publisher, or counted.
 */
final class BurstLostTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int MEMBERS = 20;

  @Test
  void pushAndPullBringsAllOfABurstToAll() throws InterruptedException {
    int messages = 3_000;
    var handled = new CountDownLatch(MEMBERS * messages);
    try (var runtime = AgentRuntime.start()) {
      List<AgentRef<Integer>> members = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        members.add(runtime.spawn((context, message) -> handled.countDown()));
      }
      var broadcast =
          Broadcast.start(
              runtime,
              Topology.mesh(members),
              BroadcastConfig.of(new BroadcastStrategy.PushPull(3, Duration.ofMillis(1)))
                  .withMemory(256));
      int told = 0;
      for (int i = 0; i < messages; i++) {
        told += broadcast.publish(i, LONG).delivery().isTaken() ? 0 : 1;
      }
      assertEquals(0, told);
      assertTrue(handled.await(60, TimeUnit.SECONDS), handled + " are missing");
    }
  }

  @Test
  void whomGossipDoesNotReachIsCounted() {
    for (BroadcastStrategy strategy :
        List.of(new BroadcastStrategy.Gossip(2), new BroadcastStrategy.Along())) {
      try (var simulation = SimulatedRuntime.start(1)) {
        var heard = new LongAdder();
        List<AgentRef<Integer>> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
          members.add(simulation.agents().spawn((context, message) -> heard.increment()));
        }
        var broadcast =
            Broadcast.start(
                simulation.agents(),
                Topology.hierarchical(3, members),
                BroadcastConfig.of(strategy).withMemory(64));
        List<Publication> publications = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
          var publication = broadcast.publish(i);
          if (publication.delivery() == Delivery.REJECTED) {
            refused++;
            simulation.settle();
          } else {
            publications.add(publication);
          }
        }
        simulation.settle();
        assertTrue(refused > 0, "the publisher feels it");
        long reached = 0;
        for (var publication : publications) {
          var coverage = publication.coverage();
          assertEquals(MEMBERS, coverage.reached() + coverage.missed(), coverage::toString);
          assertEquals(0, coverage.refused());
          reached += coverage.reached();
        }
        assertEquals(heard.sum(), reached);
      }
    }
  }

  @Test
  void closingLetsThoseThatWaitAtTheDoorEnd() {
    try (var simulation = SimulatedRuntime.start(1)) {
      List<AgentRef<Integer>> members = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        members.add(simulation.agents().spawn((context, message) -> {}));
      }
      long alive = simulation.agents().metrics().agentsAlive();
      var broadcast =
          Broadcast.start(
              simulation.agents(),
              Topology.mesh(members),
              BroadcastConfig.of(new BroadcastStrategy.PushPull(1, LONG)).withMemory(1));
      for (int i = 0; i < 100; i++) {
        broadcast.publish(i);
      }
      simulation.settle();
      broadcast.close();
      simulation.settle();
      assertEquals(alive, simulation.agents().metrics().agentsAlive());
    }
  }
}

package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.Delivery;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.spi.BroadcastTransport;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Relays whose transport or timer fails: at most once all the same. */
final class RelayRestartsTest {

  @Test
  void aPeriodThatDoesNotFitIsRefused() {
    var why =
        assertThrows(
            IllegalArgumentException.class,
            () -> new BroadcastStrategy.PushPull(1, Duration.ofDays(200_000)));
    assertTrue(String.valueOf(why.getMessage()).contains("period of a broadcast is PT4800000H"));
    var longest = new BroadcastStrategy.PushPull(1, Duration.ofDays(36_500));
    try (var simulation = SimulatedRuntime.start(1)) {
      var log = new CopyOnWriteArrayList<Integer>();
      List<AgentRef<Integer>> members = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        members.add(simulation.agents().spawn((context, message) -> log.add(message)));
      }
      Broadcast.start(simulation.agents(), members, longest).publish(1);
      simulation.settle();
      assertEquals(List.of(1, 1), log);
      assertEquals(0, simulation.agents().metrics().failures());
    }
  }

  @Test
  void aTransportThatThrowsDoublesNothing() {
    for (Throwable thrown : List.of(new IllegalStateException("network"), new OutOfMemoryError())) {
      for (BroadcastStrategy strategy :
          List.of(
              new BroadcastStrategy.All(),
              new BroadcastStrategy.Along(),
              new BroadcastStrategy.Gossip(3),
              new BroadcastStrategy.PushPull(3, Duration.ofMillis(1)))) {
        try (var simulation = SimulatedRuntime.start(1)) {
          List<CopyOnWriteArrayList<Integer>> logs = new ArrayList<>();
          List<AgentRef<Integer>> members = new ArrayList<>();
          for (int i = 0; i < 10; i++) {
            var log = new CopyOnWriteArrayList<Integer>();
            logs.add(log);
            members.add(simulation.agents().spawn((context, message) -> log.add(message)));
          }
          var broadcast =
              Broadcast.start(
                  simulation.agents(),
                  Topology.ring(members),
                  BroadcastConfig.of(strategy).withTransport(new Throwing(thrown)));
          for (int i = 0; i < 100; i++) {
            broadcast.publish(i);
            simulation.settle();
            simulation.advance(Duration.ofMillis(1));
          }
          simulation.advance(Duration.ofSeconds(1));
          for (var log : logs) {
            assertEquals(log.size(), Set.copyOf(log).size(), strategy::toString);
          }
          assertEquals(100, logs.getFirst().size());
          assertEquals(0, simulation.agents().metrics().failures());
        }
      }
    }
  }

  @Shared("counts in an atomic; what it throws is not written")
  private static final class Throwing implements BroadcastTransport {
    private final AtomicInteger calls = new AtomicInteger();
    private final Throwable thrown;

    Throwing(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public <G> Delivery carry(int from, int to, AgentRef<G> relay, @Val G message) {
      Delivery delivery = relay.trySignal(message);
      if (calls.incrementAndGet() % 5 == 0) {
        switch (thrown) {
          case Error error -> throw error;
          default -> throw new IllegalStateException(thrown);
        }
      }
      return delivery;
    }
  }
}

package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.orchestration.LiveTopology;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Listeners of a live topology that throw, change it, or listen no more. */
final class TopologyListenersTest {
  private static List<AgentRef<String>> agents(SimulatedRuntime simulation, int count) {
    List<AgentRef<String>> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      agents.add(simulation.agents().spawn((context, message) -> {}));
    }
    return agents;
  }

  @Test
  void oneThatThrowsHidesNothingFromTheOthersAndEndsNothing() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var members = agents(simulation, 15);
      var live = LiveTopology.start(simulation.agents(), Topology.ring(members));
      var sizes = new CopyOnWriteArrayList<Integer>();
      live.onChange(now -> {
        throw new IllegalStateException("a bug");
      });
      live.onChange(now -> {
        throw new AssertionError("another one");
      });
      live.onChange(now -> sizes.add(now.size()));
      simulation.settle();
      for (int i = 0; i < 14; i++) {
        members.get(i).stop();
        simulation.settle();
      }
      assertEquals(1, live.current().size());
      assertEquals(List.of(14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1), sizes);
      assertEquals(0, simulation.agents().metrics().failures());
    }
  }

  @Test
  void whatIsToldLastIsTrueAlsoIfAListenerChangesIt() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var members = agents(simulation, 4);
      var extra = members.removeLast();
      var live = LiveTopology.start(simulation.agents(), Topology.ring(members));
      var sizes = new CopyOnWriteArrayList<Integer>();
      live.onChange(now -> {
        if (!now.contains(extra)) {
          live.add(extra);
        }
      });
      live.onChange(now -> sizes.add(now.size()));
      live.remove(members.getFirst());
      assertEquals(List.of(2, 3), sizes);
      assertEquals(3, live.current().size());
    }
  }

  @Test
  void whoHasClosedItsSubscriptionIsToldNoMore() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var members = agents(simulation, 4);
      var live = LiveTopology.start(simulation.agents(), Topology.ring(members));
      var sizes = new CopyOnWriteArrayList<Integer>();
      var listening = live.onChange(now -> sizes.add(now.size()));
      live.remove(members.get(0));
      listening.close();
      listening.close();
      live.remove(members.get(1));
      assertEquals(List.of(3), sizes);
    }
  }

  @Test
  void thousandsThatEndAtOnceLeaveInFewChangesWhateverTheDefaultAgents() {
    var dropping =
        AgentConfig.DEFAULT.withMailbox(
            MailboxConfig.ofCapacity(8).withOverflow(OverflowPolicy.DROP_NEWEST));
    for (var shape : List.of("ring", "tree", "graph")) {
      try (var simulation =
          SimulatedRuntime.start(
              1, Strategy.random(), RuntimeConfig.defaults().withAgents(dropping))) {
        var members = agents(simulation, 3_000);
        var ring = Topology.ring(members);
        var edges = new LinkedHashMap<AgentRef<String>, List<AgentRef<String>>>();
        members.forEach(member -> edges.put(member, ring.neighbours(member)));
        var topology =
            switch (shape) {
              case "ring" -> ring;
              case "tree" -> Topology.hierarchical(3, members);
              default -> Topology.graph(edges);
            };
        var live = LiveTopology.start(simulation.agents(), topology);
        simulation.settle();
        members.subList(0, 2_990).forEach(AgentRef::abort);
        simulation.settle();
        assertEquals(10, live.current().size(), shape);
        assertFalse(live.current().route(members.get(2_990), members.get(2_999)).isEmpty());
      }
    }
  }
}

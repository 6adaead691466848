package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.Reply;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Members that come and end, and answers that go up; in virtual time. */
final class LiveTopologyTest {
  private static final Duration TIMEOUT = Duration.ofMillis(10);

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();

  /** Asks for a number. */
  record Ask(Reply<Integer> reply) {}

  @AfterEach
  void end() {
    simulation.close();
  }

  private List<AgentRef<Ask>> agents(int count) {
    List<AgentRef<Ask>> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      agents.add(runtime.spawn("agent-" + i, (context, ask) -> ask.reply().send(number)));
    }
    return agents;
  }

  @Test
  void whoEndsIsNoMemberAnyMore() {
    var agents = agents(5);
    var live = LiveTopology.start(runtime, Topology.ring(agents));
    CopyOnWriteArrayList<Integer> sizes = new CopyOnWriteArrayList<>();
    live.onChange(topology -> sizes.add(topology.size()));
    simulation.settle();
    agents.get(2).stop();
    simulation.settle();
    assertEquals(List.of(agents.get(3), agents.get(0)), live.current().neighbours(agents.get(1)));
    agents.get(0).abort();
    simulation.settle();
    assertEquals(List.of(4, 3), sizes);
  }

  @Test
  void whoIsAddedIsWatched() {
    var agents = agents(4);
    var live = LiveTopology.start(runtime, Topology.star(agents.subList(0, 2)));
    live.add(agents.get(2));
    agents.get(3).stop();
    simulation.settle();
    live.add(agents.get(3)); // has ended already
    simulation.settle();
    assertEquals(agents.subList(0, 3), live.current().members());
    agents.get(2).stop();
    simulation.settle();
    assertEquals(agents.subList(0, 2), live.current().members());
  }

  @Test
  void theLastMemberStays() {
    var agents = agents(2);
    var live = LiveTopology.start(runtime, Topology.mesh(agents));
    simulation.settle();
    agents.forEach(AgentRef::stop);
    simulation.settle();
    assertEquals(1, live.current().size());
    assertThrows(
        IllegalArgumentException.class, () -> live.remove(live.current().members().getFirst()));
  }

  @Test
  void closedItWatchesNoMore() {
    var agents = agents(3);
    var live = LiveTopology.start(runtime, Topology.mesh(agents));
    simulation.settle();
    live.close();
    agents.getFirst().stop();
    simulation.settle();
    assertEquals(3, live.current().size());
    AgentRef<Ask> late = runtime.spawn("late", (context, ask) -> {});
    assertThrows(IllegalStateException.class, () -> live.add(late));
    assertEquals(3, live.current().size());
  }

  @Test
  void answersAreCombinedOnTheWayUp() {
    var agents = agents(40);
    for (var topology :
        List.of(Topology.hierarchical(3, agents), Topology.ring(agents), Topology.mesh(agents))) {
      var sum =
          TreeAggregation.of(runtime, topology, agents.get(7))
              .ask(Ask::new, Integer::sum, TIMEOUT)
              .join();
      assertEquals(new Aggregate<>(Optional.of(780), 40, List.of()), sum);
    }
  }

  @Test
  void whoDoesNotAnswerIsMissing() {
    var agents = agents(3);
    AgentRef<Ask> silent = runtime.spawn((context, ask) -> {});
    Map<AgentRef<Ask>, Set<AgentRef<Ask>>> edges = new HashMap<>();
    edges.put(agents.get(0), Set.of(agents.get(1), silent));
    edges.put(agents.get(1), Set.of());
    edges.put(silent, Set.of());
    edges.put(agents.get(2), Set.of()); // nobody's neighbour
    var sum =
        TreeAggregation.of(runtime, Topology.graph(edges), agents.get(0))
            .ask(Ask::new, Integer::sum, TIMEOUT)
            .join();
    assertEquals(Optional.of(1), sum.value());
    assertEquals(2, sum.answers());
    assertEquals(Set.of(silent, agents.get(2)), Set.copyOf(sum.missing()));
  }

  @Test
  void aFailingCombinationFailsTheAwait() {
    var agents = agents(3);
    var await =
        TreeAggregation.of(runtime, Topology.star(agents), agents.getFirst())
            .<Integer>ask(
                Ask::new,
                (a, b) -> {
                  throw new ArithmeticException("on purpose");
                },
                TIMEOUT);
    assertThrows(AwaitException.class, await::join);
    assertThrows(
        NoSuchElementException.class,
        () ->
            TreeAggregation.of(runtime, Topology.star(agents.subList(0, 2)), agents.get(2))
                .ask(Ask::new, Integer::sum, TIMEOUT));
  }
}

package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.Supervision;
import io.leanagentic.orchestration.Broadcast;
import io.leanagentic.orchestration.BroadcastConfig;
import io.leanagentic.orchestration.BroadcastStrategy;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.Leases;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.Topology;
import io.leanagentic.orchestration.TreeAggregation;
import io.leanagentic.orchestration.drawing.TopologyDrawing;
import io.leanagentic.testkit.SimulatedRuntime;
import io.leanagentic.testkit.Strategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Numbers beyond all reason are refused, with what is allowed, or they work. */
final class AbsurdNumbersTest {
  private static final Duration AGES = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
  private static final int MANY = Integer.MAX_VALUE;

  interface Use {
    void run(SimulatedRuntime simulation) throws Exception;
  }

  private static Named<Use> with(String name, Use use) {
    return Named.of(name, use);
  }

  static List<Named<Use>> refused() {
    return List.of(
        with("capacity of a channel", s -> s.agents().channel(1 << 30)),
        with("capacity of a mailbox", s -> AgentConfig.DEFAULT.withCapacity(MANY)),
        with("burst", s -> AgentConfig.DEFAULT.withBurst(MANY)),
        with("stash", s -> AgentConfig.DEFAULT.withStash(MANY)),
        with("workers", s -> RuntimeConfig.defaults().withWorkers(MANY)),
        with("run queue", s -> RuntimeConfig.defaults().withRingSize(1 << 30)),
        with("hold", s -> ShardConfig.DEFAULT.withHold(MANY)),
        with("hot keys", s -> ShardConfig.DEFAULT.withHotKeys(MANY)),
        with("slots", s -> ShardMap.empty(1 << 30)),
        with("weight", s -> ShardMap.empty().with("a", MANY)),
        with(
            "memory of a broadcast",
            s -> BroadcastConfig.of(BroadcastStrategy.gossip()).withMemory(MANY)),
        with("period of a broadcast", s -> new BroadcastStrategy.PushPull(1, AGES)),
        with("faulty members", s -> QuorumRule.byzantine(MANY)),
        with("first token", s -> Leases.of(s.agents(), Long.MAX_VALUE)),
        with(
            "time to live of a lease",
            s -> Leases.of(s.agents()).tryAcquire("r", LeaseHolder.named("h"), AGES)),
        with(
            "wait for a lease",
            s ->
                Leases.of(s.agents())
                    .acquire("r", LeaseHolder.named("h"), Duration.ofSeconds(1), AGES)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void itIsRefusedWithWhatIsAllowed(Use use) {
    try (var simulation = SimulatedRuntime.start(1)) {
      var why = assertThrows(IllegalArgumentException.class, () -> use.run(simulation));
      assertTrue(String.valueOf(why.getMessage()).contains("; allowed: "), why::toString);
    }
  }

  private static AgentRef<Reply<Integer>> seven(SimulatedRuntime simulation) {
    return simulation.agents().spawn((context, reply) -> reply.send(7));
  }

  private static List<AgentRef<Reply<Integer>>> sevens(SimulatedRuntime simulation) {
    return IntStream.range(0, 5).mapToObj(_ -> seven(simulation)).toList();
  }

  private static void works(RuntimeConfig config) {
    try (var other = SimulatedRuntime.start(1, Strategy.random(), config)) {
      assertEquals(7, seven(other).<Integer>ask(reply -> reply, AGES).join());
    }
  }

  private static void isGiven(SimulatedRuntime simulation, Await<Integer> answer) {
    simulation.settle();
    assertEquals(7, answer.join());
  }

  private static List<Named<Use>> waits() {
    return List.of(
        with("ask", s -> isGiven(s, seven(s).ask(reply -> reply, AGES))),
        with(
            "a question that nobody answers",
            s -> {
              AgentRef<Reply<Integer>> silent = s.agents().spawn((context, reply) -> {});
              Await<Integer> answer = silent.ask(reply -> reply, AGES);
              s.advance(Duration.ofDays(1));
              assertFalse(answer.isDone());
            }),
        with(
            "send",
            s ->
                assertTrue(
                    s.agents().<Integer>spawn((context, number) -> {}).send(1, AGES).isTaken())),
        with("promise", s -> assertFalse(s.agents().promise(AGES).await().isDone())),
        with(
            "a promise of the most nanoseconds",
            s -> {
              var promise = s.agents().promise(Duration.ofNanos(Long.MAX_VALUE));
              s.advance(Duration.ofDays(1));
              assertFalse(promise.await().isDone());
            }),
        with(
            "timers",
            s -> {
              AgentRef<String> agent =
                  s.agents()
                      .spawn((context, message) -> {
                        context.timers().once("once", AGES, "late");
                        context.timers().once("last", Duration.ofNanos(Long.MAX_VALUE), "late");
                        context.timers().every("often", AGES, "late");
                        context.receiveTimeout(AGES, "idle");
                      });
              assertEquals(Delivery.ACCEPTED, agent.signal("now"));
              s.advance(Duration.ofDays(1));
              assertEquals(0, s.agents().metrics().failures());
              assertEquals(1, agent.profile().handled());
            }));
  }

  private static List<Named<Use>> configs() {
    return List.of(
        with("stuck after", s -> works(RuntimeConfig.defaults().withStuckAfter(AGES))),
        with("shutdown", s -> works(RuntimeConfig.defaults().withShutdownDeadline(AGES))),
        with(
            "a shutdown in time",
            s -> {
              var runtime = AgentRuntime.start();
              assertTrue(runtime.shutdown(AGES).drained());
            }),
        with(
            "restarts",
            s -> {
              var supervision = Supervision.restart().withLimit(MANY, AGES).withBackoff(AGES, AGES);
              var agent =
                  s.agents()
                      .<String>spawn(
                          "failing",
                          AgentConfig.DEFAULT.withSupervision(supervision),
                          () ->
                              (context, message) -> {
                                throw new IllegalStateException(message);
                              });
              agent.signal("fail");
              s.advance(Duration.ofDays(1));
              assertTrue(agent.isAlive());
              agent.abort(); // it would wait for its restart
              s.settle();
            }),
        with(
            "the largest mailbox",
            s ->
                s.agents()
                    .spawn(
                        AgentConfig.DEFAULT.withCapacity(MailboxConfig.MAX_CAPACITY),
                        () -> (context, message) -> {})));
  }

  private static List<Named<Use>> shardsAndQuorums() {
    return List.of(
        with(
            "shards",
            s -> {
              ShardGroup<Integer, Reply<Integer>> group =
                  ShardGroup.start(
                      s.agents(),
                      "g",
                      ShardMap.empty(ShardMap.MOST_SLOTS)
                          .with("a", ShardMap.MOST_WEIGHT)
                          .with("b", ShardMap.MOST_WEIGHT),
                      _ -> (context, reply) -> reply.send(7),
                      ShardConfig.DEFAULT
                          .withHold(ShardConfig.MOST)
                          .withHotKeys(ShardConfig.MOST)
                          .withMemory(AGES)
                          .withPatience(AGES));
              isGiven(s, group.ask(1, reply -> reply, AGES));
              var moved = group.reweigh("a", 1);
              s.settle();
              assertTrue(moved.isDone());
              assertFalse(group.hotKeys(MANY).isEmpty());
            }),
        with(
            "a quorum",
            s -> {
              var result =
                  Quorum.of(s.agents(), sevens(s))
                      .withHedge(new Hedge(MANY, AGES))
                      .ask(
                          (Reply<Integer> reply) -> reply,
                          QuorumRule.<Integer>majority(vote -> vote == 7),
                          AGES);
              s.settle();
              assertTrue(result.join() instanceof QuorumResult.Reached);
            }),
        with(
            "weights",
            s -> {
              var members = sevens(s);
              Map<AgentRef<?>, Integer> weights = new HashMap<>();
              members.forEach(member -> weights.put(member, MANY));
              var result =
                  Quorum.of(s.agents(), members)
                      .ask(
                          (Reply<Integer> reply) -> reply,
                          QuorumRule.<Integer>weighted(
                              Map.copyOf(weights), 5L * MANY, vote -> vote == 7),
                          AGES);
              s.settle();
              assertTrue(result.join() instanceof QuorumResult.Reached);
            }));
  }

  private static List<Named<Use>> theOthers() {
    return List.of(
        with(
            "a fanout",
            s -> {
              var seen = new AtomicInteger();
              List<AgentRef<String>> members =
                  IntStream.range(0, 5)
                      .mapToObj(_ ->
                          s.agents().<String>spawn((context, message) -> seen.incrementAndGet()))
                      .toList();
              var broadcast =
                  Broadcast.start(
                      s.agents(),
                      Topology.mesh(members),
                      BroadcastConfig.of(new BroadcastStrategy.Gossip(MANY))
                          .withMemory(BroadcastConfig.MOST));
              broadcast.publish("hello");
              s.settle();
              broadcast.publish("again", AGES);
              s.settle();
              assertEquals(10, seen.get());
            }),
        with(
            "an aggregate",
            s -> {
              var members = sevens(s);
              var sum =
                  TreeAggregation.of(
                          s.agents(), Topology.hierarchical(MANY, members), members.getFirst())
                      .<Integer>ask(reply -> reply, Integer::sum, AGES);
              s.settle();
              assertEquals(35, sum.join().value().orElseThrow());
            }),
        with(
            "a tree",
            s -> {
              var tree = Topology.hierarchical(MANY, IntStream.range(0, 100).boxed().toList());
              assertEquals(List.of(3, 0, 7), tree.route(3, 7));
              assertNotNull(TopologyDrawing.of(tree, Object::toString).svg());
            }),
        with(
            "a lease",
            s -> {
              var leases = Leases.of(s.agents(), 1L << 62);
              var century = Duration.ofDays(36_500);
              var lease = leases.acquire("r", LeaseHolder.named("h"), century, century);
              s.settle();
              var held = lease.join();
              held.keepAlive(century);
              s.advance(Duration.ofDays(1));
              assertTrue(held.isHeld());
            }));
  }

  static Stream<Named<Use>> allowed() {
    return Stream.of(waits(), configs(), shardsAndQuorums(), theOthers()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void orItWorks(Use use) throws Exception {
    try (var simulation = SimulatedRuntime.start(1)) {
      use.run(simulation);
    }
  }
}

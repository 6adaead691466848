package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.capability.Iso;
import io.leanagentic.orchestration.Handover;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.orchestration.ShardMove;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a shard begins for a key, and the key moves before it ends. */
final class OnanswerMovedTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private sealed interface Message {
    /** Asks first, and counts when the answer is here. */
    record Add(String key) implements Message {}

    record Get(String key, Reply<Integer> reply) implements Message {}

    /** Is put aside until {@link Open} comes for the key. */
    record Later(String key, Reply<Integer> reply) implements Message {}

    record Open(String key) implements Message {}
  }

  private static final class Counter
      implements Behavior<Message>, Handover<String, Map<String, Integer>> {
    private final Map<String, Integer> counts = new HashMap<>();
    private final AgentRef<Reply<Boolean>> checker;
    private final CopyOnWriteArrayList<String> failures;

    Counter(AgentRef<Reply<Boolean>> checker, CopyOnWriteArrayList<String> failures) {
      this.checker = checker;
      this.failures = failures;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Message.Add(var key) -> ask(context, key, 2);
        case Message.Get(var key, var reply) -> reply.send(counts.getOrDefault(key, 0));
        case Message.Later(var key, var reply) -> {
          if (counts.containsKey(key)) {
            reply.send(counts.get(key));
          } else {
            context.stash(message);
          }
        }
        case Message.Open(var key) -> {
          counts.put(key, 100);
          context.unstash();
        }
      }
    }

    /** Asks so often, one after the other. */
    private void ask(AgentContext<Message> context, String key, int times) {
      if (times == 0) {
        counts.merge(key, 1, Integer::sum);
      } else {
        context.onAnswer(
            checker.<Boolean>ask(reply -> reply, LONG),
            ok -> ask(context, key, times - 1),
            failure -> {
              failures.add(failure.getClass().getSimpleName());
              if (failures.size() < 3) {
                ask(context, key, times); // which is in vain
              }
            });
      }
    }

    @Override
    @Iso
    public Map<String, Integer> exportKeys(Predicate<? super String> moving) {
      var leaving = new HashMap<String, Integer>();
      for (String key : List.copyOf(counts.keySet())) {
        if (moving.test(key)) {
          leaving.put(key, counts.remove(key));
        }
      }
      return leaving;
    }

    @Override
    public void importKeys(Map<String, Integer> state) {
      counts.putAll(state);
    }
  }

  @Test
  void aShardCannotBecomeAnotherBehavior() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var said = new CopyOnWriteArrayList<String>();
      ShardGroup<String, String> group =
          ShardGroup.start(
              simulation.agents(),
              "b",
              List.of("a"),
              _ ->
                  (context, message) -> {
                    try {
                      context.become((same, other) -> said.add(other));
                    } catch (IllegalStateException refused) {
                      said.add("refused");
                    }
                  });
      group.signal("x", "x");
      group.signal("y", "y");
      simulation.settle();
      assertEquals(List.of("refused", "refused"), said);
    }
  }

  private static ShardGroup<String, Message> group(
      SimulatedRuntime simulation,
      AgentRef<Reply<Boolean>> checker,
      CopyOnWriteArrayList<String> failures) {
    return ShardGroup.start(
        simulation.agents(),
        "g",
        ShardMap.of(List.of("a", "b")),
        _ -> new Counter(checker, failures),
        ShardConfig.DEFAULT.withPatience(PATIENCE).withHold(10));
  }

  private static int count(
      SimulatedRuntime simulation, ShardGroup<String, Message> group, String key) {
    Await<Integer> answer = group.ask(key, reply -> new Message.Get(key, reply), LONG);
    simulation.settle();
    return answer.join();
  }

  @AgentTest(schedules = 50)
  void itsContinuationsRunBeforeItMoves(SimulatedRuntime simulation) {
    var random = new SplittableRandom(simulation.seed());
    AgentRef<Reply<Boolean>> checker =
        simulation.agents().spawn((context, reply) -> reply.send(true));
    var group = group(simulation, checker, new CopyOnWriteArrayList<>());
    int taken = 0;
    for (int i = 0; i < 200; i++) {
      String key = "k" + i % 10;
      taken += group.signal(key, new Message.Add(key)).isTaken() ? 1 : 0;
      switch (i % 50) {
        case 10 -> group.replace("a");
        case 20 -> group.reweigh("b", 1 + random.nextInt(3));
        case 40 -> group.replace("b");
        default -> {}
      }
      if (random.nextInt(3) == 0) {
        simulation.turn();
      }
    }
    simulation.settle(); // no time passes: nothing waits for its patience
    int counted = 0;
    for (int i = 0; i < 10; i++) {
      counted += count(simulation, group, "k" + i);
    }
    assertEquals(taken, counted);
  }

  @Test
  void withoutAnAnswerItMovesWhenItsPatienceIsOver() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var open = new CopyOnWriteArrayList<Reply<Boolean>>();
      AgentRef<Reply<Boolean>> checker =
          simulation.agents().spawn((context, reply) -> open.add(reply));
      var failures = new CopyOnWriteArrayList<String>();
      var group = group(simulation, checker, failures);
      String key = "k";
      group.signal(key, new Message.Add(key));
      simulation.settle();
      Await<ShardMove> move = group.replace(group.map().shard(key));
      for (int i = 0; i < 20; i++) { // more than what may be on hold
        group.signal(key, new Message.Open(key));
      }
      simulation.advance(PATIENCE.minusMillis(1));
      assertFalse(move.isDone());
      simulation.advance(Duration.ofMillis(2));
      assertTrue(move.isDone());
      assertFalse(failures.isEmpty());
      failures.forEach(failure -> assertEquals("AwaitCancelledException", failure));
      assertEquals(100, count(simulation, group, key));
    }
  }

  @Test
  void whatWasPutAsideGoesAfterTheKey() {
    try (var simulation = SimulatedRuntime.start(1)) {
      AgentRef<Reply<Boolean>> checker =
          simulation.agents().spawn((context, reply) -> reply.send(true));
      var group = group(simulation, checker, new CopyOnWriteArrayList<>());
      Await<Integer> one = group.ask("x", reply -> new Message.Later("x", reply), LONG);
      Await<Integer> other = group.ask("y", reply -> new Message.Later("y", reply), LONG);
      simulation.settle();
      group.replace("a").join();
      group.replace("b").join();
      simulation.settle();
      group.signal("x", new Message.Open("x"));
      simulation.settle();
      assertEquals(100, one.join());
      assertFalse(other.isDone());
      group.remove("a").join();
      group.signal("y", new Message.Open("y"));
      simulation.settle();
      assertEquals(100, other.join());
    }
  }
}

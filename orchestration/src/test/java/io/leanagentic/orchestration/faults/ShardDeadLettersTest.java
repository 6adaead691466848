package io.leanagentic.orchestration.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.Await;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.Supervision;
import io.leanagentic.orchestration.ShardConfig;
import io.leanagentic.orchestration.ShardGroup;
import io.leanagentic.orchestration.ShardMap;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What comes back to a group is no dead letter, and comes back whoever listens. */
final class ShardDeadLettersTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private sealed interface Message {
    record Note(int number, boolean poison) implements Message {}

    record Ask(Reply<String> reply) implements Message {}
  }

  private static ShardGroup<Integer, Message> group(
      SimulatedRuntime simulation, AtomicInteger handled, int capacity) {
    return ShardGroup.start(
        simulation.agents(),
        "g",
        ShardMap.of(List.of("a", "b", "c")),
        _ ->
            (context, message) -> {
              switch (message) {
                case Message.Note(_, var poison) -> {
                  handled.incrementAndGet();
                  if (poison) {
                    throw new IllegalStateException("poison");
                  }
                }
                case Message.Ask(var reply) -> reply.send("here");
              }
            },
        ShardConfig.DEFAULT
            .withHold(4)
            .withAgents(
                AgentConfig.DEFAULT.withCapacity(capacity).withSupervision(Supervision.stop())));
  }

  @AgentTest(schedules = 50)
  void whatAShardThatEndedLeftIsHandledAndIsNoDeadLetter(SimulatedRuntime simulation) {
    var random = new SplittableRandom(simulation.seed());
    var handled = new AtomicInteger();
    var letters = new CopyOnWriteArrayList<RuntimeEvent>();
    simulation
        .agents()
        .listen(event -> {
          if (event instanceof RuntimeEvent.DeadLetter) {
            letters.add(event);
          }
        });
    var group = group(simulation, handled, 50);
    int taken = 0;
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      var delivery = group.signal(i % 40, new Message.Note(i, i % 150 == 149));
      switch (delivery) {
        case STOPPED -> refused++;
        case REJECTED -> {}
        default -> taken++;
      }
      switch (i % 100) {
        case 20 -> group.replace("b");
        case 50 -> group.reweigh("a", 1 + random.nextInt(3));
        default -> {}
      }
      if (random.nextInt(3) == 0) {
        simulation.turn();
      }
    }
    simulation.advance(LONG);
    assertEquals(taken, handled.get());
    assertTrue(simulation.agents().metrics().failures() > 0, "no shard ended");
    assertEquals(refused, letters.size(), letters::toString);
    assertEquals(refused, simulation.agents().metrics().deadLetters());
  }

  @Test
  void aListenerThatAsksAShardHangsNoHandover() {
    try (var simulation = SimulatedRuntime.start(1)) {
      var handled = new AtomicInteger();
      var started = new AtomicReference<ShardGroup<Integer, Message>>();
      var asked = new CopyOnWriteArrayList<Await<String>>();
      simulation
          .agents()
          .listen(event -> {
            var group = started.get();
            if (group != null && event instanceof RuntimeEvent.Rejected) {
              asked.add(group.ask(1, Message.Ask::new, LONG)); // and is refused, too
            }
          });
      var group = group(simulation, handled, 2);
      started.set(group);
      int taken = 0;
      for (int i = 0; i < 10; i++) {
        taken += group.signal(1, new Message.Note(i, false)).isTaken() ? 1 : 0;
      }
      assertTrue(asked.size() > 1, "nobody was refused");
      String owner = Objects.requireNonNull(group.map().shard(1));
      var move = group.replace(owner);
      simulation.advance(LONG);
      assertTrue(move.isDone(), "the handover waits for a question that was refused");
      assertEquals(taken, handled.get());
      asked.forEach(await -> assertTrue(await.isDone()));
    }
  }
}

package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents on workers: each gets its turns, whatever the others do. */
final class FairnessTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** Each agent keeps itself busy for ever; the only worker must run them all. */
  @Test
  void allPrioritiesGoOn() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(1));
    var ended = new AtomicBoolean();
    var turns = new EnumMap<Priority, CountDownLatch>(Priority.class);
    for (Priority priority : Priority.values()) {
      var enough = new CountDownLatch(100);
      turns.put(priority, enough);
      for (int i = 0; i < 3; i++) {
        AgentRef<String> busy =
            runtime.spawn(
                runtime.defaultConfig().withPriority(priority),
                (context, word) -> {
                  enough.countDown();
                  if (!ended.get()) {
                    context.self().signal(word);
                  }
                });
        busy.signal("go");
      }
    }
    for (Map.Entry<Priority, CountDownLatch> entry : turns.entrySet()) {
      Until.open(entry.getKey() + " has had its turns", entry.getValue());
    }
    ended.set(true);
  }

  /** An agent that never runs out of messages leaves its worker after each budget. */
  @Test
  void aBusyAgentYieldsAfterItsBudget() throws Exception {
    int budget = 10;
    AgentRuntime runtime =
        runtimes.start(Runtimes.config().withWorkers(1).withBudget(budget, Duration.ofSeconds(10)));
    var since = new AtomicInteger();
    var most = new AtomicInteger();
    var rounds = new CountDownLatch(200);
    AgentRef<String> busy =
        runtime.spawn((context, word) -> {
          since.incrementAndGet();
          if (rounds.getCount() > 0) {
            context.self().signal(word);
          }
        });
    AgentRef<String> other =
        runtime.spawn((context, word) -> {
          most.accumulateAndGet(since.getAndSet(0), Math::max);
          rounds.countDown();
          if (rounds.getCount() > 0) {
            context.self().signal(word);
          }
        });
    var gate = new CountDownLatch(1);
    AgentRef<String> both =
        runtime.spawn((context, word) -> {
          Until.open("both are to begin", gate);
          for (int i = 0; i < 3 * budget; i++) {
            busy.signal(word);
            other.signal(word);
          }
        });
    both.signal("go");
    gate.countDown();
    Until.open("the other agent has had its turns", rounds);
    assertTrue(most.get() <= 2 * budget, () -> "the busy agent handled " + most + " in between");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void tokensOnRandomWaysAllArrive(int workers) {
    AgentRuntime runtime = runtimes.start(Runtimes.tiny(workers));
    int count = 200;
    int tokens = 100;
    int hops = 300;
    var handled = new AtomicInteger();
    var agents = new CopyOnWriteArrayList<AgentRef<Integer>>();
    for (int i = 0; i < count; i++) {
      var random = new SplittableRandom(i); // of its agent only
      agents.add(
          runtime.spawn(
              runtime.defaultConfig().withPriority(List.of(Priority.values()).get(i % 4)),
              (context, left) -> {
                handled.incrementAndGet();
                if (left > 0) {
                  assertTrue(agents.get(random.nextInt(count)).signal(left - 1).isTaken());
                }
              }));
    }
    for (int t = 0; t < tokens; t++) {
      assertTrue(agents.get(t).send(hops, Duration.ofMinutes(1)).isTaken());
    }
    Runtimes.awaitQuiet(runtime);
    assertEquals(tokens * (hops + 1), handled.get());
    assertEquals(handled.get(), runtime.metrics().handled());
  }

  /** The agent that hangs is named, and those behind it go on elsewhere. */
  @Test
  void anAgentThatHoldsItsWorkerIsNamed() throws Exception {
    AgentRuntime runtime =
        runtimes.start(Runtimes.config().withWorkers(1).withStuckAfter(Duration.ofMillis(30)));
    var events = Events.of(runtime);
    var end = new CountDownLatch(1);
    var holding = new CountDownLatch(1);
    var held = new AtomicReference<Thread>();
    var elsewhere = new AtomicReference<Thread>();
    var others = new CountDownLatch(20);
    var behind = new ArrayList<AgentRef<String>>();
    for (int i = 0; i < 20; i++) {
      behind.add(
          runtime.spawn((context, word) -> {
            elsewhere.set(Thread.currentThread());
            others.countDown();
          }));
    }
    AgentRef<String> culprit =
        runtime.spawn(
            "culprit",
            (context, word) -> {
              held.set(Thread.currentThread());
              behind.forEach(agent -> agent.signal(word)); // in its own queue
              holding.countDown();
              hangs(end);
            });
    culprit.signal("go");
    Until.open("the agent holds the only worker", holding);
    var stuck = events.first(RuntimeEvent.Stuck.class);
    assertSame(culprit, stuck.agent());
    assertTrue(stuck.stack().stream().anyMatch(at -> at.getMethodName().equals("hangs")));
    assertTrue(stuck.running().compareTo(Duration.ofMillis(30)) >= 0, stuck::toString);
    Until.open("those behind it have had their turns", others);
    assertNotSame(held.get(), elsewhere.get());
    assertEquals(1, events.count(RuntimeEvent.Stuck.class), "told once for each message");
    assertEquals(1, runtime.metrics().stuck());
    end.countDown();
    Until.ended(held.get());
    assertEquals(1, runtime.metrics().workers());
  }

  private static void hangs(CountDownLatch end) throws InterruptedException {
    Until.open("the test is done with it", end);
  }

  /** Whoever keeps a worker busy without hanging is not reported. */
  @Test
  void manyMessagesAreNotOneLongOne() throws Exception {
    AgentRuntime runtime =
        runtimes.start(Runtimes.config().withWorkers(1).withStuckAfter(Duration.ofSeconds(10)));
    var done = new CountDownLatch(1);
    AgentRef<Integer> busy =
        runtime.spawn((context, left) -> {
          if (left > 0) {
            context.self().signal(left - 1);
          } else {
            done.countDown();
          }
        });
    busy.signal(100_000);
    Until.open("all are handled", done);
    assertEquals(0, runtime.metrics().stuck());
    assertEquals(List.of(), List.copyOf(Events.of(runtime).of(RuntimeEvent.Stuck.class)));
  }
}

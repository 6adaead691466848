package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeMetrics.Percentiles;
import io.leanagentic.testing.ManualClock;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counters of a runtime, each against what the test did. */
final class MetricsTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private final Steps steps = Steps.inOrder();

  /** Without books every signal of which would be traced. */
  private static RuntimeConfig unaccounted() {
    return Runtimes.config().withAccounting(false);
  }

  @Test
  void agentsMessagesAndTurns() {
    AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1).withBudget(2, LONG));
    var agents = new ArrayList<AgentRef<Integer>>();
    for (int i = 0; i < 5; i++) {
      agents.add(runtime.spawn(runtime.defaultConfig().withCapacity(10), (context, n) -> {}));
    }
    for (int n = 0; n < 5; n++) { // under a stepper a budget of two makes three turns of these
      agents.getFirst().signal(n);
    }
    steps.settle();
    agents.getLast().stop();
    steps.settle();
    assertEquals(Delivery.STOPPED, agents.getLast().signal(1));
    RuntimeMetrics now = runtime.metrics();
    assertEquals(5, now.agentsSpawned());
    assertEquals(4, now.agentsAlive());
    assertEquals(5, now.handled());
    assertEquals(3 + 1, now.turns());
    assertEquals(1, now.deadLetters());
    assertEquals(1, now.workers());
    assertEquals(0, now.steals() + now.workerParks() + now.stuck(), "there are no workers");
  }

  @Test
  void uptimeAndRate() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Integer> agent = runtime.spawn((context, n) -> {});
    for (int n = 0; n < 500; n++) {
      agent.signal(n);
    }
    steps.settle();
    steps.advance(Duration.ofSeconds(10));
    assertEquals(Duration.ofSeconds(10), runtime.metrics().uptime());
    assertEquals(50, runtime.metrics().messagesPerSecond(), 1e-6);
  }

  @Test
  void refusals() {
    AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
    AgentRef<Integer> agent = runtime.spawn((context, n) -> {});
    for (int n = 0; n < 8; n++) {
      agent.signal(n);
    }
    assertEquals(7, runtime.metrics().rejected());
    agent.abort();
    steps.settle();
    assertEquals(1, runtime.metrics().deadLetters());
  }

  @Test
  void failuresAndRestarts() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<String> agent =
        runtime.spawn(
            runtime
                .defaultConfig()
                .withSupervision(
                    Supervision.restart().with(IllegalStateException.class, Directive.RESUME)),
            (context, word) -> {
              switch (word) {
                case "restart" -> throw new IllegalArgumentException(word);
                case "resume" -> throw new IllegalStateException(word);
                default -> {}
              }
            });
    for (String word : new String[] {"restart", "fine", "resume", "restart", "fine"}) {
      agent.signal(word);
    }
    steps.finish();
    assertEquals(3, runtime.metrics().failures());
    assertEquals(2, runtime.metrics().restarts());
    assertEquals(5, runtime.metrics().handled());
  }

  @Test
  void lateReplies() {
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<Reply<String>> eager =
        runtime.spawn((context, reply) -> {
          reply.send("once");
          reply.send("twice");
          reply.send("three times");
        });
    assertEquals("once", eager.<String>ask(reply -> reply, LONG).join());
    assertEquals(2, runtime.metrics().lateReplies());
  }

  @Test
  void parksAndCycles() {
    AgentRuntime runtime = runtimes.start(steps, Runtimes.tiny(1));
    var pair = new CopyOnWriteArrayList<AgentRef<Integer>>();
    for (int i = 0; i < 2; i++) {
      int other = 1 - i;
      pair.add(
          runtime.spawn((context, left) -> {
            for (int n = 0; left > 0 && n < 2; n++) {
              pair.get(other).signal(left - 1);
            }
          }));
    }
    pair.getFirst().signal(1);
    steps.settle();
    assertEquals(1, runtime.metrics().agentParks(), "two signals to a mailbox of one");
    assertEquals(0, runtime.metrics().cyclesOpened());
    pair.getFirst().signal(5);
    steps.settle();
    assertTrue(runtime.metrics().cyclesOpened() > 0);
    assertTrue(runtime.metrics().agentParks() > runtime.metrics().cyclesOpened());
  }

  // Waiting.

  @Test
  void waitingOfEachMessageWhereTheMailboxAsksForIt() {
    AgentRuntime runtime = runtimes.start(steps, unaccounted());
    var clock = (ManualClock) steps.clock();
    AgentRef<Integer> agent =
        runtime.spawn(
            runtime.defaultConfig().withMailbox(MailboxConfig.DEFAULT.withTimestamps(true)),
            (context, n) -> {});
    for (int n = 0; n < 90; n++) {
      agent.signal(n);
    }
    clock.advance(1_000_000);
    steps.settle();
    for (int n = 0; n < 10; n++) {
      agent.signal(n);
    }
    clock.advance(50_000_000);
    steps.settle();
    Percentiles waiting = runtime.metrics().waiting();
    assertEquals(100, waiting.samples());
    near(1_000_000, waiting.p50());
    near(1_000_000, waiting.p90());
    near(50_000_000, waiting.p99());
    near(50_000_000, waiting.max());
  }

  private static void near(long exact, long found) {
    assertTrue(Math.abs(found - exact) <= exact / 16, () -> "not " + exact + " but " + found);
  }

  @Test
  void waitingOfOneMessageIn64Otherwise() {
    AgentRuntime runtime = runtimes.start(steps, unaccounted());
    AgentRef<Integer> agent = runtime.spawn((context, n) -> {});
    for (int n = 0; n < 640; n++) {
      agent.signal(n);
      if (n % 7 == 0) {
        steps.settle();
      }
    }
    steps.settle();
    assertEquals(10, runtime.metrics().waiting().samples());
  }

  // On workers.

  @Test
  void stealsAndParksOfWorkers() throws Exception {
    AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(2));
    var others = new CountDownLatch(20);
    var agents = new ArrayList<AgentRef<String>>();
    for (int i = 0; i < 20; i++) {
      agents.add(runtime.spawn((context, word) -> others.countDown()));
    }
    AgentRef<String> busy =
        runtime.spawn((context, word) -> {
          agents.forEach(agent -> agent.signal(word));
          Until.open("the other worker has taken them", others);
        });
    busy.signal("go");
    Until.open("all have run", others);
    Runtimes.awaitQuiet(runtime);
    RuntimeMetrics now = runtime.metrics();
    assertEquals(2, now.workers());
    assertTrue(now.steals() > 0 && now.stolen() >= now.steals(), now::toString);
    assertTrue(now.workerParks() > 0, now::toString);
    assertEquals(21, now.handled());
  }

  @Test
  void spawningIsSampled() {
    AgentRuntime runtime = runtimes.start();
    int children = 1_000;
    AgentRef<String> parent =
        runtime.spawn((context, word) -> {
          for (int i = 0; i < children; i++) {
            AgentRef<String> child = context.spawn((own, ignored) -> {});
            child.stop();
          }
        });
    parent.signal("spawn");
    Runtimes.awaitQuiet(runtime);
    Percentiles spawning = runtime.metrics().spawning();
    assertTrue(spawning.samples() > 0 && spawning.samples() < children, spawning::toString);
    assertTrue(spawning.p50() > 0 && spawning.p50() <= spawning.max(), spawning::toString);
    assertEquals(children + 1, runtime.metrics().agentsSpawned());
    assertEquals(1, runtime.metrics().agentsAlive());
  }

  @Test
  void isReadable() {
    var none = new Percentiles(0, 0, 0, 0, 0);
    var some = new Percentiles(2_000, 150, 2_499, 99_940_000, 4_500_000_000_000L);
    var metrics =
        new RuntimeMetrics(
            Duration.ofSeconds(61),
            2,
            3,
            4_000,
            1_234_567,
            20_238.8,
            5,
            6,
            0,
            7,
            19,
            8,
            17,
            18,
            9,
            10,
            11,
            12,
            13,
            14,
            15,
            16,
            some,
            none);
    assertEquals(
        """
        agents    3 alive of 4,000 spawned; spawn not measured yet
        messages  1,234,567 handled, 20,239/s; waiting p50 150 ns, p90 2.50 µs, p99 99.9 ms, max 4,500 s (2,000 samples)
        refused   6 rejected, 5 dead letters, 7 late replies, 19 questions skipped
        failures  8, 17 of callbacks, 18 of the runtime, 9 restarts, 16 stuck
        pressure  14 agent parks, 15 cycles opened
        workers   2; 10 turns, 11 steals of 12, 13 parks; up 1m1s\
        """,
        metrics.toString());
  }
}

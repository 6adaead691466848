package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for room gets a share of it that does not depend on how often others ask again. */
final class BargingTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** A thread that fills the mailbox to the brim after each turn of anybody. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10})
  void aParkedAgentGetsRoomThoughSomebodyAsksAgainAllTheTime(int capacity) {
    Seeds.each(
        20,
        seed -> {
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps, Runtimes.config().withBudget(4, LONG));
          var polite = new AtomicInteger();
          var all = new AtomicInteger();
          AgentRef<String> target =
              runtime.spawn(
                  AgentConfig.DEFAULT.withCapacity(capacity),
                  (context, message) -> {
                    all.incrementAndGet();
                    if (message.equals("polite")) {
                      polite.incrementAndGet();
                    }
                  });
          var agents = new ArrayList<AgentRef<String>>();
          for (int a = 0; a < 2; a++) {
            AgentRef<String> agent =
                runtime.spawn((context, message) -> {
                  target.signal("polite");
                  context.self().signal(message);
                });
            agent.signal("go");
            agents.add(agent);
          }
          while (all.get() < 2000) {
            while (target.trySignal("rude") != Delivery.REJECTED) {}
            steps.step();
          }
          assertTrue(polite.get() > all.get() / 10, () -> polite + " of " + all + " were polite");
          agents.forEach(AgentRef::abort);
          steps.settle();
          runtimes.finish(runtime);
        });
  }

  @Test
  void aThreadAndAnAgentThatWaitGetTheirShareBesideThreadsThatAskAgain() throws Exception {
    AgentRuntime runtime = runtimes.start();
    int rude = 6;
    int enough = 100;
    var agents = new AtomicInteger();
    var threads = new AtomicInteger();
    var all = new AtomicInteger();
    AgentRef<String> target =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(20),
            (context, message) -> {
              all.incrementAndGet();
              if (message.equals("agent")) {
                agents.incrementAndGet();
              } else if (message.equals("thread")) {
                threads.incrementAndGet();
              }
            });
    var over = new AtomicBoolean();
    AgentRef<String> agent =
        runtime.spawn((context, message) -> {
          target.signal("agent");
          if (!over.get()) {
            context.self().signal(message);
          }
        });
    var senders = new ArrayList<Thread>();
    for (int r = 0; r < rude; r++) {
      senders.add(
          Thread.ofPlatform()
              .start(() -> {
                while (!over.get()) {
                  target.trySignal("rude");
                  LockSupport.parkNanos(50_000);
                }
              }));
    }
    senders.add(
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                target.send("thread", LONG);
              }
            }));
    agent.signal("go");
    Until.isTrue(
        "those who wait have their share", () -> Math.min(agents.get(), threads.get()) >= enough);
    over.set(true);
    for (Thread sender : senders) {
      Until.ended(sender);
    }
  }

  /** What a waiter holds back for itself it gives back. */
  @Test
  void afterwardsNobodyHoldsRoomBack() {
    Seeds.each(
        50,
        seed -> {
          int capacity = 10;
          var steps = new Steps(seed);
          AgentRuntime runtime = runtimes.start(steps);
          AgentRef<String> target =
              runtime.spawn(AgentConfig.DEFAULT.withCapacity(capacity), (context, message) -> {});
          var senders = new ArrayList<AgentRef<Integer>>();
          for (int a = 0; a < 4; a++) {
            AgentRef<Integer> sender =
                runtime.spawn((context, burst) ->
                    Stream.generate(() -> "m").limit(burst).forEach(target::signal));
            sender.signal(a * 20);
            senders.add(sender);
          }
          for (int n = 0; n < seed; n++) {
            steps.step();
          }
          senders.get((int) (seed % 4)).abort();
          steps.settle();
          for (int n = 0; n < capacity; n++) {
            assertTrue(target.trySignal("room").isTaken(), "all of the room is anybody's");
          }
          assertEquals(Delivery.REJECTED, target.trySignal("full"));
          steps.settle();
          runtimes.finish(runtime);
        });
  }
}

package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who spawns, signals and asks while the runtime closes. */
final class SpawncloseTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int ROUNDS = 50;

  @ParameterizedTest
  @ValueSource(strings = {"", "named"})
  void aSpawnWhoseConstructorOutlastsTheCloseIsRefused(String name) throws Exception {
    AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var outcome = new CompletableFuture<String>();
    Thread spawner =
        Thread.ofPlatform()
            .start(() -> {
              try {
                outcome.complete(spawn(runtime, name, inside, goOn) + " was spawned");
              } catch (IllegalStateException e) {
                outcome.complete(e.getMessage());
              }
            });
    Until.open("the constructor runs", inside);
    assertTrue(runtime.shutdown(LONG).drained());
    goOn.countDown();
    Until.ended(spawner);
    assertEquals("the runtime is closed; no more agents can be spawned", outcome.get());
    assertEquals(List.of(), runtime.roots());
    assertEquals(0, runtime.metrics().agentsAlive());
    assertTrue(runtime.find("/named").isEmpty());
  }

  private static AgentRef<String> spawn(
      AgentRuntime runtime, String name, CountDownLatch inside, CountDownLatch goOn) {
    AgentConfig config = AgentConfig.DEFAULT;
    return name.isEmpty()
        ? runtime.spawn(config, () -> slow(inside, goOn))
        : runtime.spawn(name, config, () -> slow(inside, goOn));
  }

  private static Behavior<String> slow(CountDownLatch inside, CountDownLatch goOn) {
    inside.countDown();
    Until.isTrue("it may go on", () -> goOn.getCount() == 0);
    return (context, message) -> {};
  }

  @Test
  void whoIsSpawnedWhileTheRuntimeClosesEndsWithIt() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
      var spawned = new ConcurrentLinkedQueue<AgentRef<String>>();
      int kind = i % 3;
      Thread spawner =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    spawned.add(spawn(runtime, kind));
                  }
                } catch (IllegalStateException e) {
                  // refused at last
                }
              });
      Until.isTrue("some are spawned", () -> spawned.size() > 20);
      var report = runtime.shutdown(LONG);
      assertTrue(report.drained(), report::toString);
      Until.ended(spawner);
      for (AgentRef<String> agent : spawned) {
        assertFalse(agent.isAlive(), () -> agent + " lives on");
      }
    }
  }

  private static AgentRef<String> spawn(AgentRuntime runtime, int kind) {
    AgentLoop<String> loop =
        mailbox -> {
          while (true) {
            mailbox.receive();
          }
        };
    return switch (kind) {
      case 0 -> runtime.spawn((context, message) -> {});
      case 1 -> runtime.spawn(loop);
      default -> runtime.spawn(AgentConfig.DEFAULT.withBlocking(), (context, message) -> {});
    };
  }

  @Test
  void whoAsksWhileTheRuntimeClosesHearsAtOnce() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      AgentRuntime runtime = AgentRuntime.start(Runtimes.config());
      AgentRef<Reply<String>> echo = runtime.spawn((context, reply) -> reply.send("heard"));
      var heard = new AtomicInteger();
      Thread asker =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    echo.<String>ask(reply -> reply, LONG).join();
                    heard.incrementAndGet();
                  }
                } catch (AwaitException | IllegalStateException e) {
                  // refused at last
                }
              });
      Until.isTrue("some are answered", () -> heard.get() > 20);
      assertTrue(runtime.shutdown(LONG).drained());
      Until.ended(asker);
    }
  }
}

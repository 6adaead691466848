package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.Supervision;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A logger that throws whatever there is to throw. */
final class LoggerThrowsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static List<Consumer<String>> loggers() {
    return List.of(
        line -> {
          throw new IllegalStateException("disk full");
        },
        line -> {
          throw new AssertionError("a bug");
        },
        line -> {
          throw new OutOfMemoryError("on purpose");
        },
        LoggerThrowsTest::overflow);
  }

  private static void overflow(String line) {
    if (!line.isEmpty()) {
      overflow(line);
    }
  }

  @Test
  void aFailingAgentIsRestartedAndAllOthersGoOn() throws Exception {
    for (Consumer<String> logger : loggers()) {
      AgentRuntime runtime = runtimes.start(Runtimes.config().withWorkers(1));
      try (var log = LogLines.then(logger)) {
        var births = new CountDownLatch(4);
        for (int i = 0; i < 2; i++) { // more than there are workers
          AgentRef<String> bad =
              runtime.spawn(
                  AgentConfig.DEFAULT.withSupervision(
                      Supervision.restart().withBackoff(Duration.ZERO, Duration.ZERO)),
                  () -> {
                    births.countDown();
                    return (Behavior<String>)
                        (context, message) -> {
                          throw new OnPurpose();
                        };
                  });
          bad.signal("fail");
        }
        Until.open("both are restarted", births);
        AgentRef<Reply<Integer>> good = runtime.spawn((context, reply) -> reply.send(1));
        assertEquals(1, good.<Integer>ask(reply -> reply, LONG).join());
        assertEquals(
            2,
            log.all().stream().filter(line -> line.endsWith("failed, RESTART")).distinct().count());
      }
      assertTrue(runtime.metrics().callbackFailures() > 0, "it is counted");
    }
  }

  @Test
  void signalSpawnAndCloseThrowNothingOfIt() throws Exception {
    for (Consumer<String> logger : loggers()) {
      try (var log = LogLines.then(logger)) {
        AgentRuntime runtime =
            AgentRuntime.start(RuntimeConfig.defaults().withShutdownDeadline(Duration.ofMillis(1)));
        AgentRef<String> gone = runtime.spawn("gone", (context, message) -> {});
        gone.stop();
        gone.termination(LONG).join();
        assertEquals(io.leanagentic.Delivery.STOPPED, gone.signal("a dead letter"));
        var held = new CountDownLatch(1);
        AgentRef<String> slow = runtime.spawn("slow", (context, message) -> held.await());
        slow.signal("stay");
        runtime.close(); // logs who was left
        held.countDown();
        assertTrue(log.all().toString().contains("dead letter to /gone"), log.all()::toString);
      }
    }
  }

  @Test
  void aLoggerThatSendsItsLinesToADeadAgentIsNotAskedToLogThat() throws Exception {
    AgentRuntime runtime = runtimes.start();
    AgentRef<String> gone = runtime.spawn("gone", (context, message) -> {});
    gone.stop();
    gone.termination(LONG).join();
    var calls = new AtomicInteger();
    try (var log =
        LogLines.then(line -> {
          calls.incrementAndGet();
          gone.signal(line);
        })) {
      gone.signal("one");
      assertEquals(1, log.all().size());
    }
    assertEquals(1, calls.get());
    assertEquals(2, runtime.metrics().deadLetters());
  }
}

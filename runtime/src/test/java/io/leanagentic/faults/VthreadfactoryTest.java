package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Virtual threads that cannot be started. */
final class VthreadfactoryTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final AgentConfig BLOCKING = AgentConfig.DEFAULT.withBlocking();

  /** What goes wrong, as often as `failures` says. */
  enum Fault {
    THROWS,
    THROWS_THOUGH_STARTED
  }

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AtomicInteger failures = new AtomicInteger();

  private RuntimeCore start(Fault fault) {
    return RuntimeCore.start(
        Runtimes.config(),
        thread -> {
          if (thread.isVirtual() && failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            if (fault == Fault.THROWS_THOUGH_STARTED) {
              thread.start();
            }
            throw new OutOfMemoryError("no virtual thread, on purpose");
          }
          thread.start();
        });
  }

  private static String ask(AgentRef<Reply<String>> agent) {
    return agent.<String>ask(reply -> reply, LONG).join();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aBlockingAgentRunsWhenItGetsAThread(Fault fault) throws Exception {
    try (var lines = LogLines.read()) {
      RuntimeCore runtime = start(fault);
      AgentRef<Reply<String>> agent =
          runtime.spawn(BLOCKING, (context, reply) -> reply.send("heard"));
      assertEquals("heard", ask(agent));
      Runtimes.awaitQuiet(runtime);
      failures.set(10);
      assertEquals("heard", ask(agent), "though it was tried in vain a few times");
      assertEquals("heard", ask(agent));
      runtimes.finish(runtime);
      assertTrue(lines.all().size() <= 10, lines.all()::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void soDoesALoopAgent(Fault fault) throws Exception {
    try (var lines = LogLines.read()) {
      RuntimeCore runtime = start(fault);
      failures.set(10);
      AgentLoop<Reply<String>> loop =
          mailbox -> {
            while (true) {
              mailbox.receive().send("heard");
            }
          };
      assertEquals("heard", ask(runtime.spawn(loop)));
      runtimes.finish(runtime);
      assertTrue(lines.all().size() <= 10, lines.all()::toString);
    }
  }

  @Test
  void anAgentThatNeverGetsAThreadEndsWithItsRuntime() throws Exception {
    try (var lines = LogLines.read()) {
      RuntimeCore runtime = start(Fault.THROWS);
      failures.set(Integer.MAX_VALUE);
      AgentLoop<String> loop = mailbox -> mailbox.receive();
      AgentRef<String> looping = runtime.spawn(loop);
      AgentRef<String> blocking = runtime.spawn(BLOCKING, (context, word) -> {});
      blocking.signal("waits");
      var report = runtime.shutdown(Duration.ofMillis(200));
      assertEquals(2, report.left().size(), report::toString);
      Until.isTrue("they have ended", () -> !looping.isAlive() && !blocking.isAlive());
      assertTrue(lines.all().size() <= 20, lines.all()::toString);
    }
  }

  /** The factory is a user's: it may do anything. */
  @Test
  void aFactoryThatReturnsNothingIsSurvivedToo() throws Exception {
    try (var lines = LogLines.read()) {
      var config = Runtimes.config();
      AgentRuntime runtime =
          AgentRuntime.start(config.withSeams(config.seams().withVirtualThreads(body -> none())));
      AgentRef<String> blocking = runtime.spawn(BLOCKING, (context, word) -> {});
      assertEquals(Delivery.ACCEPTED, blocking.signal("waits"));
      assertEquals(List.of("/" + blocking.name()), runtime.abort().left());
      assertTrue(lines.all().size() <= 20, lines.all()::toString);
    }
  }

  @SuppressWarnings("NullAway") // that is what is tested
  private static Thread none() {
    return null;
  }
}

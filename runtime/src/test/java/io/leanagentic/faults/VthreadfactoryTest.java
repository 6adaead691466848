package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Shared;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** One that takes its time when it is told to. */
  @Shared("its parts are")
  @CapUnchecked("a factory hands on what it is given")
  private static final class Blocking implements ThreadFactory {
    private final AtomicBoolean blocks = new AtomicBoolean();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Override
    public Thread newThread(Runnable body) {
      if (blocks.get()) {
        blocked.countDown();
        try {
          Until.open("it may go on", release);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return Thread.ofVirtual().unstarted(body);
    }
  }

  @Test
  void aFactoryThatBlocksHoldsUpNoTimer() throws Exception {
    var factory = new Blocking();
    var config = Runtimes.config();
    AgentRuntime runtime =
        runtimes.start(config.withSeams(config.seams().withVirtualThreads(factory)));
    var late = new CountDownLatch(1);
    var armed = new CountDownLatch(1);
    AgentRef<String> blocking =
        runtime.spawn(
            BLOCKING,
            (context, word) -> {
              if (word.equals("arm")) {
                context.timers().once("late", Duration.ofMillis(20), "late");
                factory.blocks.set(true);
                armed.countDown();
              } else {
                late.countDown();
              }
            });
    blocking.signal("arm");
    Until.open("the timer is set", armed);
    Until.open("it has fired", factory.blocked);
    var ticks = new CountDownLatch(20);
    AgentRef<String> ticking =
        runtime.spawn((context, word) -> {
          if (word.equals("begin")) {
            context.timers().every("tick", Duration.ofMillis(1), "tick");
          } else {
            ticks.countDown();
          }
        });
    ticking.signal("begin");
    Until.open("timers of others fire", ticks);
    assertEquals(1, late.getCount());
    factory.release.countDown();
    Until.open("the agent has its thread", late);
  }

  @SuppressWarnings("NullAway") // that is what is tested
  private static Thread none() {
    return null;
  }
}

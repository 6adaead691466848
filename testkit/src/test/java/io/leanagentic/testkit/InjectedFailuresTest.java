package io.leanagentic.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AwaitException;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each kind of agent fails when a test says so, and its supervision notices. */
final class InjectedFailuresTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final Exception one = new IllegalStateException("disk full");
  private final Exception two = new IllegalStateException("disk gone");

  private final SimulatedRuntime runtime = SimulatedRuntime.start(1);
  private final CopyOnWriteArrayList<String> events = new CopyOnWriteArrayList<>();

  InjectedFailuresTest() {
    runtime
        .agents()
        .listen(event -> {
          if (event instanceof RuntimeEvent.Failed failed) {
            events.add("failed: " + failed.cause().getMessage());
          } else if (event instanceof RuntimeEvent.Restarted) {
            events.add("restarted");
          }
        });
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  /** Answers how often it has begun; catches what it can. */
  private AgentRef<Reply<Integer>> loop() {
    var starts = new AtomicInteger();
    AgentLoop<Reply<Integer>> loop =
        mailbox -> {
          int start = starts.incrementAndGet();
          while (true) {
            try {
              mailbox.receive().send(start);
            } catch (IllegalStateException e) {
              starts.set(1_000);
            }
          }
        };
    return runtime.agents().spawn("loop", loop);
  }

  private static int ask(AgentRef<Reply<Integer>> agent) {
    return agent.<Integer>ask(Function.identity(), MINUTE).join();
  }

  @Test
  void aLoopAgentFailsAndIsRestarted() {
    var agent = loop();
    assertEquals(1, ask(agent));
    runtime.fail(agent, one);
    assertEquals(2, ask(agent));
    assertEquals(List.of("failed: disk full", "restarted"), events);
  }

  @Test
  void aLoopAgentFailsAtRandom() {
    var agent = loop();
    runtime.failAtRandom(agent, 0.5);
    int answers = 0;
    for (int i = 0; i < 20; i++) {
      try {
        answers += ask(agent) > 0 ? 1 : 0;
      } catch (AwaitException e) {
        // its failure came first
      }
    }
    assertTrue(answers < 20 || events.contains("restarted"), events::toString);
    assertFalse(events.isEmpty());
    runtime.failAtRandom(agent, 0);
  }

  @Test
  void aBlockingAgentFailsBeforeItsNextMessage() {
    var starts = new AtomicInteger();
    var agent =
        runtime.<Reply<Integer>>spawn(
            "blocks",
            AgentConfig.DEFAULT.withBlocking(),
            () -> {
              int start = starts.incrementAndGet();
              return (context, reply) -> {
                context.runtime().after(MINUTE.dividedBy(2)).join();
                reply.send(start);
              };
            });
    var first = agent.<Integer>ask(Function.identity(), MINUTE);
    runtime.settle();
    runtime.fail(agent, one);
    assertEquals(1, first.join());
    assertEquals(2, ask(agent));
    assertEquals(List.of("failed: disk full", "restarted"), events);
  }

  @Test
  void aFactoryThrowsInARestart() {
    var starts = new AtomicInteger();
    var agent =
        runtime.<Reply<Integer>>spawn(
            "a",
            () -> {
              int start = starts.incrementAndGet();
              return (context, reply) -> reply.send(start);
            });
    runtime.failRestart(agent, two);
    assertEquals(1, ask(agent));
    runtime.fail(agent, one);
    assertEquals(2, ask(agent));
    assertEquals(List.of("failed: disk full", "failed: disk gone", "restarted"), events);
  }
}

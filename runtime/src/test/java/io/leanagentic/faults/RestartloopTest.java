package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentContext;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an agent does besides handling messages is work as well: others run in between. */
@Val
final class RestartloopTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final AgentConfig AT_ONCE =
      AgentConfig.DEFAULT.withSupervision(
          Supervision.restart()
              .withBackoff(Duration.ZERO, Duration.ZERO)
              .withLimit(Integer.MAX_VALUE, Duration.ofMillis(1)));

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicInteger times = new AtomicInteger();

  private AgentRuntime start() {
    return runtimes.start(Runtimes.config().withWorkers(1).withStuckAfter(Duration.ofDays(1)));
  }

  private void askAnother(AgentRuntime runtime) {
    Until.isTrue("it is busy", () -> times.get() > 1_000);
    AgentRef<Reply<String>> other = runtime.spawn((context, reply) -> reply.send("heard"));
    assertEquals("heard", other.<String>ask(reply -> reply, LONG).join());
    ended.set(true);
  }

  private void again() {
    times.incrementAndGet();
    if (!ended.get()) {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void restartsWithoutBackOffGiveWay() throws Exception {
    try (var lines = LogLines.read()) {
      AgentRuntime runtime = start();
      runtime.spawn(
          AT_ONCE,
          () ->
              new Behavior<String>() {
                @Override
                public void onStart(AgentContext<String> context) {
                  again();
                }

                @Override
                public void receive(AgentContext<String> context, String message) {}
              });
      askAnother(runtime);
      assertTrue(lines.all().size() < 1_000);
    }
  }

  @Test
  void factoriesThatFailGiveWay() throws Exception {
    try (var lines = LogLines.read()) {
      AgentRuntime runtime = start();
      runtime.spawn(
          AT_ONCE,
          () -> {
            again();
            return (Behavior<String>) (context, message) -> {};
          });
      askAnother(runtime);
      assertTrue(lines.all().size() < 1_000);
    }
  }

  @Test
  void loopsThatFailGiveWay() throws Exception {
    try (var lines = LogLines.read()) {
      AgentRuntime runtime = start();
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        AgentLoop<String> loop = mailbox -> again();
        runtime.spawn(AT_ONCE, loop);
      }
      Until.isTrue("they are busy", () -> times.get() > 1_000);
      AgentRef<Reply<String>> other =
          runtime.spawn(
              AgentConfig.DEFAULT.withBlocking(), (context, reply) -> reply.send("heard"));
      assertEquals("heard", other.<String>ask(reply -> reply, LONG).join());
      ended.set(true);
      assertTrue(lines.all().size() < 1_000);
    }
  }

  @Test
  void answersThatAreThereAtOnceGiveWay() {
    AgentRuntime runtime = start();
    var promise = runtime.<String>promise(LONG);
    promise.reply().send("there");
    AgentRef<String> busy = runtime.spawn((context, word) -> once(context, promise.await()));
    busy.signal("go");
    askAnother(runtime);
  }

  private void once(AgentContext<String> context, io.leanagentic.Await<String> there) {
    context.await(
        there,
        word -> {
          times.incrementAndGet();
          if (!ended.get()) {
            once(context, there);
          }
        });
  }
}

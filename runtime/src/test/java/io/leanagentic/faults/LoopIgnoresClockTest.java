package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.Mailbox;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loop agents in virtual time. */
@Val
final class LoopIgnoresClockTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Seen seen = new Seen();
  private final AtomicReference<Thread> thread = new AtomicReference<>();

  private void receive(Mailbox<String> mailbox) {
    thread.set(Thread.currentThread());
    seen.add(mailbox.receive(MINUTE).toString());
  }

  private void awaitWait() {
    Until.isTrue("it has begun", () -> thread.get() != null);
    Until.waiting(thread.get());
  }

  @Test
  void aReceiveWithATimeoutWaitsByTheClockOfTheRuntime() throws Exception {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    AgentLoop<String> loop = this::receive;
    runtime.spawn(loop);
    awaitWait();
    steps.advance(MINUTE.minusNanos(1));
    awaitWait();
    assertEquals(List.of(), List.copyOf(seen), "not early");
    steps.advance(Duration.ofNanos(1));
    Until.isTrue("it is over", () -> !seen.isEmpty());
    assertEquals(List.of("Optional.empty"), List.copyOf(seen));
  }

  @Test
  void soDoesASendWithATimeout() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<String> full =
        runtime.spawn(
            AgentConfig.DEFAULT.withCapacity(1),
            (context, message) ->
                context.await(runtime.<String>promise(Duration.ofDays(1)).await(), answer -> {}));
    full.signal("is waiting");
    steps.advance(Duration.ofMillis(1));
    assertEquals(Delivery.PRESSURED, full.signal("is in the mailbox"));
    long before = steps.clock().nanoTime();
    assertEquals(Delivery.REJECTED, full.send("finds no room", MINUTE));
    assertEquals(MINUTE, Duration.ofNanos(steps.clock().nanoTime() - before));
    full.abort();
    steps.settle();
  }

  @Test
  void soDoesTheBackOffOfALoop() throws Exception {
    try (var lines = LogLines.read()) {
      var steps = new Steps(1);
      AgentRuntime runtime = runtimes.start(steps);
      var begun = new AtomicInteger();
      AgentLoop<String> loop =
          mailbox -> {
            thread.set(Thread.currentThread());
            if (begun.getAndIncrement() == 0) {
              throw new IllegalStateException("on purpose");
            }
          };
      runtime.spawn(
          AgentConfig.DEFAULT.withSupervision(Supervision.restart().withBackoff(MINUTE, MINUTE)),
          loop);
      awaitWait();
      assertEquals(1, begun.get());
      steps.advance(MINUTE.multipliedBy(2)); // with what chance adds
      Until.isTrue("it begins again", () -> begun.get() == 2);
      assertTrue(lines.all().size() <= 1);
    }
  }
}

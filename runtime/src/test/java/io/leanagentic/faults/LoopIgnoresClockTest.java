package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.Supervision;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loop agents in virtual time. */
@Val
final class LoopIgnoresClockTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Seen seen = new Seen();

  @Test
  void aReceiveWithATimeoutWaitsByTheClockOfTheRuntime() {
    var steps = new Steps(1);
    AgentRuntime runtime = runtimes.start(steps);
    AgentLoop<String> loop = mailbox -> seen.add(mailbox.receive(MINUTE).toString());
    runtime.spawn(loop);
    steps.settle();
    steps.advance(MINUTE.minusNanos(1));
    assertEquals(List.of(), List.copyOf(seen), "not early");
    steps.advance(Duration.ofNanos(1));
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
            if (begun.getAndIncrement() == 0) {
              throw new IllegalStateException("on purpose");
            }
          };
      runtime.spawn(
          AgentConfig.DEFAULT.withSupervision(Supervision.restart().withBackoff(MINUTE, MINUTE)),
          loop);
      steps.settle();
      assertEquals(1, begun.get());
      steps.advance(MINUTE.multipliedBy(2)); // with what chance adds
      assertEquals(2, begun.get());
      assertTrue(lines.all().size() <= 1);
    }
  }
}

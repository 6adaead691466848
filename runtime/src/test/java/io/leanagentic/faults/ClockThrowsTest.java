package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Reply;
import io.leanagentic.capability.Shared;
import io.leanagentic.spi.Clock;
import io.leanagentic.testing.Runtimes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A clock of a user's that throws for a while. */
final class ClockThrowsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @Shared("one volatile field")
  private static final class Broken implements Clock {
    volatile boolean broken;

    @Override
    public long nanoTime() {
      if (broken) {
        throw new IllegalStateException("no time");
      }
      return System.nanoTime();
    }

    @Override
    public Instant now() {
      return Instant.now();
    }
  }

  @Test
  void agentsGoOnAndTimersFireWhenItWorksAgain() {
    var clock = new Broken();
    var config = Runtimes.config();
    AgentRuntime runtime = runtimes.start(config.withSeams(config.seams().withClock(clock)));
    AgentRef<Reply<Integer>> agent = runtime.spawn((context, reply) -> reply.send(1));
    clock.broken = true;
    for (int i = 0; i < 1_000; i++) {
      assertEquals(1, agent.<Integer>ask(reply -> reply, LONG).join());
    }
    clock.broken = false;
    assertThrows(
        AwaitTimeoutException.class, () -> runtime.promise(Duration.ofMillis(20)).await().join());
    assertEquals(1, runtime.metrics().callbackFailures(), "said once");
  }
}

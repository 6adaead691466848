package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Supervision;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Limits of restarts, and the back-off between them. */
final class RestartLimitTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static Supervision of(int limit, long window, long min, long max) {
    return Supervision.restart()
        .withBackoff(Duration.ofMillis(min), Duration.ofMillis(max))
        .withLimit(limit, Duration.ofMillis(window))
        .withJitter(0);
  }

  @Test
  void aLimitIsReachedHoweverLongTheBackOffIs() {
    for (Supervision supervision :
        List.of(of(3, 1_000, 10, 50), of(3, 200, 250, 250), of(3, 200, 100, 60_000))) {
      var steps = new Steps(31);
      AgentRuntime runtime = runtimes.start(steps);
      AgentRef<String> crashing =
          runtime.spawn(
              AgentConfig.DEFAULT.withSupervision(supervision),
              () -> {
                throw new OnPurpose();
              });
      steps.advance(LONG);
      assertFalse(crashing.isAlive(), supervision::toString);
      assertEquals(3, runtime.metrics().restarts());
    }
  }

  @Test
  void itIsNotReachedByFailuresThatAreFarApart() {
    var steps = new Steps(31);
    AgentRuntime runtime = runtimes.start(steps);
    AgentRef<String> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(of(3, 200, 250, 250)),
            (context, message) -> {
              throw new OnPurpose();
            });
    for (int i = 0; i < 20; i++) {
      agent.signal("fail");
      steps.advance(Duration.ofMillis(250 + 80)); // two restarts and a half in a window of work
    }
    assertTrue(agent.isAlive());
    agent.signal("fail");
    agent.signal("fail");
    agent.signal("fail");
    agent.signal("fail");
    steps.advance(LONG);
    assertFalse(agent.isAlive());
  }

  @Test
  void restartsWhoseConstructorFailsCount() {
    AgentRuntime runtime = runtimes.start();
    AgentRef<String> crashing =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(of(3, 60_000, 1, 2)),
            () -> {
              throw new OnPurpose();
            });
    assertTrue(crashing.termination(LONG).join().cause().isPresent());
    assertEquals(3, runtime.metrics().restarts());
    assertEquals(4, runtime.metrics().failures());
  }
}

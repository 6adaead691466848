package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Supervision;
import io.leanagentic.testing.LogLines;
import io.leanagentic.testing.OnPurpose;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that are each the child of the one before. */
final class DeepFamilyTest {
  private static final int DEPTH = 20_000;
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static Behavior<Integer> link(
      AgentConfig config, CompletableFuture<AgentRef<Integer>> last) {
    return (context, left) -> {
      if (left < 0) {
        throw new OnPurpose();
      } else if (left == 0) {
        last.complete(context.self());
      } else {
        AgentRef<Integer> child = context.spawn(config, link(config, last));
        child.signal(left - 1);
      }
    };
  }

  private static AgentRef<Integer> last(AgentRuntime runtime, Supervision supervision, int depth)
      throws Exception {
    var last = new CompletableFuture<AgentRef<Integer>>();
    var config =
        AgentConfig.DEFAULT.withSupervision(supervision.withBackoff(Duration.ZERO, Duration.ZERO));
    runtime.spawn("first", config, link(config, last)).signal(depth);
    return last.get(60, TimeUnit.SECONDS);
  }

  @Test
  void theLastOfThemFailsIsNamedAndStarts() throws Exception {
    AgentRuntime runtime = runtimes.start();
    try (var log = LogLines.read()) {
      AgentRef<Integer> last = last(runtime, Supervision.restart(), DEPTH);
      for (int i = 1; i <= 3; i++) {
        last.signal(-1);
      }
      Until.isTrue("it is restarted each time", () -> runtime.metrics().restarts() == 3);
      assertEquals(3, runtime.metrics().failures());
      assertEquals(DEPTH + 1, last.path().chars().filter(c -> c == '/').count());
      assertTrue(last.path().startsWith("/first/$"));
      String line = log.all().getFirst();
      assertTrue(line.length() < 2_000 && line.contains(" more characters ... "), line);
    }
  }

  @Test
  void aFailureThatAllLeaveToTheirParentsEndsThemAll() throws Exception {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Integer> last = last(runtime, Supervision.escalate(), DEPTH);
    AgentRef<?> first = runtime.find("/first").orElseThrow();
    last.signal(-1);
    assertSame(OnPurpose.class, first.termination(LONG).join().cause().orElseThrow().getClass());
    assertEquals(0, runtime.metrics().agentsAlive());
  }

  @Test
  void stoppingTheFirstEndsThemAll() throws Exception {
    AgentRuntime runtime = runtimes.start();
    AgentRef<Integer> last = last(runtime, Supervision.restart(), DEPTH);
    runtime.find("/first").orElseThrow().stop();
    last.termination(LONG).join();
    Until.isTrue("all have ended", () -> runtime.metrics().agentsAlive() == 0);
  }
}

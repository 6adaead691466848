package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In onStop no timer is active, as none will fire. */
@Val
final class IsactiveInOnstopTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(4);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private final class Ticking implements Behavior<String> {
    @Override
    public void onStart(AgentContext<String> context) {
      context.timers().every("period", Duration.ofSeconds(1), "tick");
      seen.add(context.timers().isActive("period"));
    }

    @Override
    public void receive(AgentContext<String> context, String message) {
      throw new IllegalStateException(message);
    }

    @Override
    public void onRestart(AgentContext<String> context, Throwable cause) {
      seen.add(context.timers().isActive("period"));
    }

    @Override
    public void onStop(AgentContext<String> context) {
      seen.add(context.timers().isActive("period"));
      context.timers().once("last", Duration.ZERO, "never");
      seen.add(context.timers().isActive("last"));
    }
  }

  @Test
  void noTimerIsActiveInTheLastHook() {
    AgentRef<String> agent = runtime.spawn(Ticking::new);
    agent.stop();
    steps.settle();
    assertEquals(List.of(true, false, false), seen);
  }

  @Test
  void noTimerIsActiveInTheHookOfARestart() {
    AgentRef<String> agent = runtime.spawn(Ticking::new);
    agent.signal("fail");
    steps.advance(Duration.ofMillis(500)); // the restart waits a little
    assertEquals(List.of(true, false, true), seen);
  }
}

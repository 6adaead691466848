package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.Promise;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the failed behavior begins in its last hook ends with it. */
@Val
final class OnrestartLeftoversTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(9);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private interface Hook {
    void run(AgentContext<String> context) throws Exception;
  }

  /** Fails on demand, does something in onRestart, and notes all other messages. */
  private AgentRef<String> agent(@Iso Hook hook) {
    return runtime.spawn(() ->
        new Behavior<String>() {
          @Override
          public void receive(AgentContext<String> context, String message) {
            if (message.equals("fail")) {
              throw new IllegalStateException(message);
            }
            seen.add(message);
          }

          @Override
          public void onRestart(AgentContext<String> context, Throwable cause) throws Exception {
            hook.run(context);
          }
        });
  }

  private void fail(@Iso Hook hook) {
    AgentRef<String> agent = agent(hook);
    agent.signal("fail");
    agent.signal("fresh");
    steps.advance(Duration.ofSeconds(1)); // the restart waits a little
  }

  @Test
  void aTimerDoesNotReachTheFreshBehavior() {
    fail(context -> context.timers().every("key", Duration.ofMillis(50), "tick"));
    steps.advance(Duration.ofSeconds(1));
    assertEquals(List.of("fresh"), seen);
  }

  @Test
  void aReceiveTimeoutDoesNotReachTheFreshBehavior() {
    fail(context -> context.receiveTimeout(Duration.ofMillis(50), "idle"));
    steps.advance(Duration.ofSeconds(1));
    assertEquals(List.of("fresh"), seen);
  }

  @Test
  void aContinuationOfTheFailedBehaviorDoesNotRun() {
    Promise<String> promise = runtime.promise(LONG);
    fail(context -> context.onAnswer(promise.await(), seen::add));
    promise.reply().send("an answer");
    steps.settle();
    assertEquals(List.of("fresh"), seen);
  }

  @Test
  void anAwaitDoesNotHoldUpTheRestart() {
    Channel<String> channel = runtime.channel(1);
    fail(context -> context.await(channel.receiving(LONG), seen::add));
    assertEquals(List.of("fresh"), seen);
    assertTrue(channel.trySend("an element"));
    assertEquals(Optional.of("an element"), channel.tryReceive());
  }

  @Test
  void aHookThatFailsLeavesNothingBehindEither() {
    fail(context -> {
      context.timers().once("key", Duration.ofMillis(50), "tick");
      throw new IllegalStateException("on purpose");
    });
    steps.advance(Duration.ofSeconds(1));
    assertEquals(List.of("fresh"), seen);
  }

  @Test
  void aTimerThatWillNotFireIsNotActive() {
    fail(context -> {
      context.timers().once("key", Duration.ofMillis(50), "tick");
      seen.add(context.timers().isActive("key"));
    });
    assertFalse(seen.contains(true));
  }
}

package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Val;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever an agent handles puts its receive timeout off. */
@Val
final class ReceiveTimeoutTest {
  private static final Duration OFTEN = Duration.ofMillis(50);

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(8);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private interface Begin {
    void run(AgentContext<String> context);
  }

  /** Does something at its start and for each "again"; notes when it was idle. */
  private void run(@Iso Begin begin) {
    runtime.spawn(() ->
        new Behavior<String>() {
          @Override
          public void onStart(AgentContext<String> context) {
            context.receiveTimeout(Duration.ofMillis(200), "idle");
            begin.run(context);
          }

          @Override
          public void receive(AgentContext<String> context, String message) {
            if (message.equals("again")) {
              begin.run(context);
            } else {
              seen.add(message);
            }
          }
        });
    steps.advance(Duration.ofSeconds(1));
  }

  @Test
  void itFiresAgainAndAgainIfNothingIsHandled() {
    run(context -> {});
    assertEquals(List.of("idle", "idle", "idle", "idle"), seen.subList(0, 4));
  }

  @Test
  void messagesOfTimersPutItOff() {
    run(context -> context.timers().once("key", OFTEN, "again"));
    assertEquals(List.of(), seen);
  }

  @Test
  void answersPutItOff() {
    run(ReceiveTimeoutTest::await);
    assertEquals(List.of(), seen);
  }

  private static void await(AgentContext<String> context) {
    context.onAnswer(
        context.runtime().promise(OFTEN).await(), answer -> {}, timeout -> await(context));
  }

  @Test
  void endsThatItWatchesPutItOff() {
    run(context -> {
      AgentRef<String> child =
          context.spawn(() ->
              new Behavior<String>() {
                @Override
                public void onStart(AgentContext<String> own) {
                  own.timers().once("end", OFTEN, "end");
                }

                @Override
                public void receive(AgentContext<String> own, String message) {
                  own.stop();
                }
              });
      context.watch(child, end -> "again");
    });
    assertEquals(List.of(), seen);
  }
}

package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.MailboxConfig;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Shared;
import io.leanagentic.spi.Stepper;
import io.leanagentic.spi.Turn;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A message that a loop agent was just taking from a mailbox that drops the oldest, when it was
 * aborted, was neither handled nor a dead letter.
 */
final class AbortLosesLatestMessageTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  /** Aborts an agent in the middle of taking a message, when the next one is announced. */
  @Shared("all in the thread that steps, or one that it waits for")
  private static final class AbortingSteps implements Stepper {
    private final Steps steps = Steps.inOrder();
    private @Nullable AgentRef<?> victim;

    @Override
    @CapUnchecked("all in the thread that steps, or one that it waits for")
    public void start(TimerDriver timers) {
      steps.start(timers);
    }

    @Override
    @CapUnchecked("all in the thread that steps, or one that it waits for")
    public void ready(Turn turn) {
      steps.ready(turn);
    }

    @Override
    public boolean step() {
      return steps.step();
    }

    @Override
    public void touched(Turn agent) {
      AgentRef<?> aborted = victim;
      if (aborted != null) {
        victim = null;
        aborted.abort();
      }
    }
  }

  @Test
  void aMessageBeingTakenIsHandled() {
    var steps = new AbortingSteps();
    var config = Runtimes.tiny(1);
    AgentRuntime runtime =
        runtimes.start(
            config.withSeams(config.seams().withClock(steps.steps.clock()).withStepper(steps)));
    var seen = new Seen();
    var _ =
        runtime.listen(event -> {
          if (event instanceof DeadLetter letter) {
            seen.add("dead letter " + letter.message());
          }
        });
    var agents =
        runtime
            .defaultConfig()
            .withMailbox(MailboxConfig.ofCapacity(4).withOverflow(OverflowPolicy.DROP_OLDEST));
    AgentRef<String> agent =
        runtime.spawn(
            agents,
            (AgentLoop<String>)
                mailbox -> {
                  while (true) {
                    seen.add("handled " + mailbox.receive());
                  }
                });
    steps.steps.settle();
    agent.signal("first");
    agent.signal("second");
    steps.victim = agent;
    steps.steps.settle();
    assertEquals(List.of("handled first", "dead letter second"), seen);
  }
}

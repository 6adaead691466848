package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.MailboxConfig;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.capability.Tag;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Seen;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners whose own signals are worth a report. */
final class DeadLetterListenerTest {
  /** A message of an event: compared, not looked into. */
  private record Kept(@Tag Object message) {}

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(29);
  private final AgentRuntime runtime = runtimes.start(steps);
  private final Seen seen = new Seen();

  private AgentRef<String> ended(String name) {
    AgentRef<String> agent = runtime.spawn(name, (context, message) -> {});
    agent.stop();
    steps.settle();
    return agent;
  }

  @Test
  void aDeadLetterToldToADeadAgentIsCountedAndNotToldAgain() {
    AgentRef<String> audit = ended("audit");
    AgentRef<String> gone = ended("gone");
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.DeadLetter(var _, var message, var _)) {
        seen.add(new Kept(message));
        audit.signal("a dead letter");
      }
    });
    assertEquals(Delivery.STOPPED, gone.signal("one"));
    assertEquals(Delivery.STOPPED, gone.signal("two"));
    assertEquals(List.of(new Kept("one"), new Kept("two")), List.copyOf(seen));
    assertEquals(4, runtime.metrics().deadLetters());
  }

  @Test
  void soIsARefusalOfAListenersSignal() {
    AgentRef<String> full =
        runtime.spawn(AgentConfig.DEFAULT.withCapacity(1), (context, message) -> {});
    full.signal("fills it");
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Rejected) {
        seen.add(event);
        full.trySignal("told");
      }
    });
    assertEquals(Delivery.REJECTED, full.trySignal("one"));
    assertEquals(1, seen.size());
    assertEquals(2, runtime.metrics().rejected());
  }

  @Test
  void soIsALateAnswerOfAListener() {
    var answered = runtime.<String>promise(Duration.ofSeconds(1));
    answered.reply().send("first");
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.LateReply(var answer)) {
        seen.add(new Kept(answer));
        answered.reply().send("third");
      }
    });
    answered.reply().send("second");
    assertEquals(List.of(new Kept("second")), List.copyOf(seen));
    assertEquals(2, runtime.metrics().lateReplies());
  }

  @Test
  void otherEventsFollowTheOneThatSetThemOff() {
    var config = AgentConfig.DEFAULT.withMailbox(MailboxConfig.ofCapacity(4).withWaterMarks(0, 1));
    AgentRef<String> second = runtime.spawn("second", config, (context, message) -> {});
    AgentRef<String> first = runtime.spawn("first", config, (context, message) -> {});
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Pressure(var agent, var _)) {
        seen.add(agent.name() + " begins");
        second.signal("more");
        seen.add(agent.name() + " ends");
      }
    });
    first.signal("one");
    assertEquals(
        List.of("first begins", "first ends", "second begins", "second ends"), List.copyOf(seen));
    assertTrue(runtime.metrics().rejected() == 0);
  }
}

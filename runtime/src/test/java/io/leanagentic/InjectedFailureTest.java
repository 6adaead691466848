package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.spi.Turn;
import io.leanagentic.testing.Events;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Failures that tests make agents have. */
final class InjectedFailureTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private final Exception one = new IllegalStateException("one");
  private final Exception two = new IllegalArgumentException("two");

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  private static List<Throwable> causes(Events events) {
    return events.of(RuntimeEvent.Failed.class).stream().map(RuntimeEvent.Failed::cause).toList();
  }

  @Test
  void aLoopAgentFailsWhereItWaitsWhateverItCatches() {
    var runtime = runtimes.start();
    var events = Events.of(runtime);
    var starts = new AtomicInteger();
    AgentLoop<Reply<Integer>> loop =
        mailbox -> {
          starts.incrementAndGet();
          while (true) {
            try {
              mailbox.receive().send(starts.get());
            } catch (IllegalStateException e) {
              starts.set(-1);
            }
          }
        };
    AgentRef<Reply<Integer>> agent = runtime.spawn(loop);
    assertEquals(1, agent.<Integer>ask(it -> it, LONG).join());
    ((Turn) agent).fail(one);
    Until.isTrue("it has restarted", () -> events.count(RuntimeEvent.Restarted.class) == 1);
    assertEquals(2, agent.<Integer>ask(it -> it, LONG).join());
    assertEquals(List.of(one), causes(events));
  }

  @Test
  void aLoopAgentFailsInAnyWait() {
    var runtime = runtimes.start();
    var events = Events.of(runtime);
    AgentRef<String> agent =
        runtime.spawn(
            AgentConfig.DEFAULT.withSupervision(Supervision.stop()),
            (Mailbox<String> mailbox) -> mailbox.sleep(LONG));
    ((Turn) agent).fail(two);
    assertEquals(two, agent.termination(LONG).join().cause().orElseThrow());
    assertEquals(List.of(two), causes(events));
    ((Turn) agent).fail(one); // it has ended
  }

  @Test
  void aRestartFailsOnce() {
    var steps = new Steps(1);
    var runtime = runtimes.start(steps);
    var events = Events.of(runtime);
    var made = new AtomicInteger();
    var handled = new AtomicInteger();
    AgentRef<String> agent =
        runtime.<String>spawn(() -> {
          made.incrementAndGet();
          return (context, message) -> handled.incrementAndGet();
        });
    ((Turn) agent).failRestart(two);
    steps.settle();
    assertTrue(causes(events).isEmpty() && agent.isAlive());
    agent.signal("first");
    ((Turn) agent).fail(one);
    steps.advance(LONG);
    assertEquals(List.of(one, two), causes(events));
    assertEquals(2, made.get()); // not in the restart that failed
    assertEquals(1, handled.get());
  }

  @Test
  void aFailureNeedsACause() {
    var agent = (Turn) runtimes.start().spawn((context, message) -> {});
    assertEquals(
        "cause", assertThrows(NullPointerException.class, () -> agent.fail(none())).getMessage());
    assertEquals(
        "cause",
        assertThrows(NullPointerException.class, () -> agent.failRestart(none())).getMessage());
  }

  @SuppressWarnings("NullAway")
  private static Throwable none() {
    return null;
  }
}

package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Reply;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Listeners that take their time when they hear of an agent that holds its worker. */
final class StucklistenerTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @Test
  void aListenerOfStuckMayAskAnAgent() throws Exception {
    AgentRuntime runtime =
        runtimes.start(Runtimes.config().withWorkers(1).withStuckAfter(Duration.ofMillis(20)));
    AgentRef<Reply<String>> log = runtime.spawn((context, reply) -> reply.send("noted"));
    var release = new CountDownLatch(1);
    var answer = new AtomicReference<String>();
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Stuck) {
        answer.set(log.<String>ask(reply -> reply, LONG).join());
        release.countDown();
      }
    });
    runtime.<String>spawn((context, message) -> release.await()).signal("hold the only worker");
    Until.open("the listener has its answer", release);
    assertEquals("noted", answer.get());
  }

  @Test
  void aListenerOfStuckThatHangsKeepsNoReplacementAway() throws Exception {
    AgentRuntime runtime =
        runtimes.start(Runtimes.config().withWorkers(1).withStuckAfter(Duration.ofMillis(20)));
    var release = new CountDownLatch(1);
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Stuck) {
        try {
          release.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    });
    for (int i = 0; i < 3; i++) { // each is found, and replaced
      var begun = new CountDownLatch(1);
      AgentRef<String> holder =
          runtime.spawn((context, message) -> {
            begun.countDown();
            release.await();
          });
      holder.signal("hold");
      Until.open("it holds its worker", begun);
    }
    AgentRef<Reply<Integer>> other = runtime.spawn((context, reply) -> reply.send(1));
    assertEquals(1, other.<Integer>ask(reply -> reply, LONG).join());
    release.countDown();
  }
}

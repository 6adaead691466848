package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.Priority;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents of one runtime that signal those of another, which closes. */
final class CrossruntimeTest {
  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @Test
  void agentsOfAnotherRuntimeDoNotGetPastAClosedIntake() throws Exception {
    AgentRuntime there = runtimes.start();
    AgentRuntime here = AgentRuntime.start(Runtimes.config());
    var open = new CountDownLatch(1);
    var holding = new CountDownLatch(1);
    AgentRef<String> held =
        here.spawn(
            AgentConfig.DEFAULT.withBlocking(),
            (context, word) -> {
              holding.countDown();
              Until.open("the test is done with it", open);
            });
    held.signal("hold"); // so that the runtime drains for a while
    Until.open("it holds", holding);
    var handled = new AtomicInteger();
    AgentRef<String> normal = here.spawn((context, word) -> handled.incrementAndGet());
    AgentRef<String> high =
        here.spawn(
            AgentConfig.DEFAULT.withPriority(Priority.HIGH),
            (context, word) -> handled.incrementAndGet());
    var closing = Thread.ofPlatform().start(() -> here.shutdown(Duration.ofMinutes(1)));
    var accepted = new AtomicInteger();
    Until.isTrue(
        "it takes no more",
        () -> {
          Delivery delivery = normal.signal("outside");
          if (delivery.isTaken()) {
            accepted.incrementAndGet();
          }
          return delivery == Delivery.STOPPED;
        });
    var deliveries = new CopyOnWriteArrayList<Delivery>();
    var done = new CountDownLatch(2);
    for (AgentConfig config : List.of(AgentConfig.DEFAULT, AgentConfig.DEFAULT.withBlocking())) {
      AgentRef<String> outsider =
          there.spawn(
              config,
              (context, word) -> {
                deliveries.add(normal.signal(word));
                deliveries.add(normal.trySignal(word));
                deliveries.add(high.signal(word));
                done.countDown();
              });
      outsider.signal("from another runtime");
    }
    Until.open("they have tried", done);
    assertTrue(deliveries.stream().allMatch(Delivery.STOPPED::equals), deliveries::toString);
    open.countDown();
    Until.ended(closing);
    assertEquals(accepted.get(), handled.get());
  }
}

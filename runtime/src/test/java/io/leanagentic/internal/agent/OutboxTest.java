package io.leanagentic.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a burst took is given back when it has gone. */
final class OutboxTest {
  private static final int TARGETS = 100;

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final Steps steps = new Steps(1);
  private final AtomicInteger handled = new AtomicInteger();
  private final List<WeakReference<Object>> messages = new ArrayList<>();

  /** Signals so many messages in a turn, all in turn to targets with room for one. */
  private AgentRef<Integer> sender(AgentRuntime runtime) {
    var targets = new ArrayList<AgentRef<Object>>();
    for (int i = 0; i < TARGETS; i++) {
      targets.add(
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(1),
              (context, message) -> handled.incrementAndGet()));
    }
    return runtime.spawn((context, burst) -> {
      for (int i = 0; i < burst; i++) {
        var message = new Object();
        messages.add(new WeakReference<>(message));
        assertTrue(targets.get(i % TARGETS).signal(message).isTaken());
      }
    });
  }

  private static Outbox outbox(AgentRef<?> agent) {
    return ((AgentCell<?>) agent).self().outbox();
  }

  @Test
  void theMemoryOfALargeBurstIsGivenBackWhenItHasGone() {
    AgentRef<Integer> sender = sender(runtimes.start(steps));
    Outbox outbox = outbox(sender);
    var runs = outbox.runs;
    sender.signal(50 * TARGETS);
    steps.settle();
    assertEquals(50 * TARGETS, handled.get());
    assertEquals(0, outbox.size());
    assertNotSame(runs, outbox.runs, "a small one instead");
    Until.isTrue(
        "nobody holds the messages",
        () -> {
          System.gc();
          return messages.stream().allMatch(message -> message.get() == null);
        });
  }

  @Test
  void smallBurstsUseTheSameMemoryAgain() {
    AgentRef<Integer> sender = sender(runtimes.start(steps));
    Outbox outbox = outbox(sender);
    var runs = outbox.runs;
    for (int i = 0; i < 3; i++) {
      sender.signal(TARGETS + 20);
      steps.settle();
    }
    assertEquals(3 * (TARGETS + 20), handled.get());
    assertSame(runs, outbox.runs);
  }

  @Test
  void aLongBurstIsDeliveredWhileItsTurnGoesOn() throws Exception {
    int room = 8;
    int most = 10_000;
    var left = new CompletableFuture<Integer>();
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(2))) {
      AgentRef<Integer> target =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(room),
              (context, message) -> handled.incrementAndGet());
      AgentRef<String> sender =
          runtime.spawn((context, go) -> {
            for (int i = 0; i < most && handled.get() <= room; i++) {
              target.signal(i);
              LockSupport.parkNanos(50_000); // the other worker must find what waits
            }
            left.complete(handled.get());
          });
      sender.signal("go").orThrow();
      assertTrue(left.get(1, TimeUnit.MINUTES) > room, "more than there was room for at first");
    }
  }
}

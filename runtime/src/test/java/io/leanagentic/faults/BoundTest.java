package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Senders to a full mailbox, whose worker has another agent between two of its messages. */
final class BoundTest {
  private static final int CAPACITY = 4;
  private static final int MESSAGES = 20_000;

  @Test
  void aMailboxHoldsNoMoreThanItsCapacityWhicheverAgentItsWorkerHadBefore() throws Exception {
    var accepted = new AtomicLong(); // counted after the send: a lower bound
    var handled = new AtomicLong();
    var worst = new AtomicLong();
    var enough = new CountDownLatch(1);
    var config = RuntimeConfig.defaults().withWorkers(1).withBudget(1, Duration.ofNanos(25_000));
    try (var runtime = AgentRuntime.start(config)) {
      var busy = new CountDownLatch(100_000); // takes many more messages, and is always ready
      AgentRef<Object> other =
          runtime.spawn(
              (Behavior<Object>)
                  (context, message) -> {
                    busy.countDown();
                    context.self().signal(message);
                  });
      other.signal("go");
      Until.open("the other agent is far ahead", busy);
      AgentRef<Object> full =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(CAPACITY),
              (Behavior<Object>)
                  (context, message) -> {
                    worst.accumulateAndGet(accepted.get() - handled.get(), Math::max);
                    if (handled.incrementAndGet() >= MESSAGES) {
                      enough.countDown();
                    }
                  });
      var stop = new AtomicBoolean();
      var senders = new ArrayList<Thread>();
      for (int i = 0; i < 3; i++) {
        senders.add(
            Thread.ofPlatform()
                .start(() -> {
                  while (!stop.get()) {
                    if (full.signal("m") != Delivery.REJECTED) {
                      accepted.incrementAndGet();
                    }
                  }
                }));
      }
      Until.open("the messages are handled", enough);
      stop.set(true);
      for (Thread sender : senders) {
        Until.ended(sender);
      }
      other.abort();
    }
    assertTrue(worst.get() <= CAPACITY + 1, () -> "it held " + worst);
  }

  /** They were counted when they came, and leave no room a second time. */
  @Test
  void messagesThatComeBackFromTheStashMakeNoRoom() throws Exception {
    var atWork = new Semaphore(0);
    var goOn = new Semaphore(0);
    var config = RuntimeConfig.defaults().withWorkers(1).withStuckAfter(Duration.ofDays(1));
    try (var runtime = AgentRuntime.start(config)) {
      var stashing = new AtomicBoolean(true);
      AgentRef<String> agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withCapacity(2),
              (Behavior<String>)
                  (context, message) -> {
                    if (message.equals("back")) {
                      stashing.set(false);
                      context.unstash();
                    } else if (stashing.get()) {
                      context.stash(message);
                    } else {
                      atWork.release();
                      goOn.acquire();
                    }
                  });
      for (String message : List.of("a", "b", "c", "back")) {
        Until.isTrue("there is room", () -> agent.signal(message) != Delivery.REJECTED);
      }
      Until.isTrue("the first is back at work", atWork::tryAcquire);
      int taken = 0;
      while (agent.signal("more") != Delivery.REJECTED) {
        taken++;
      }
      goOn.release(1_000);
      assertEquals(2, taken);
    }
  }
}

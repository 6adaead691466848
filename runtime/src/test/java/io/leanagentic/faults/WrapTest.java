package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;
import io.leanagentic.OverflowPolicy;
import io.leanagentic.internal.mailbox.MailboxHead;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents whose count of messages is about to reach 2^31 or 2^32. */
final class WrapTest {
  private static final int MESSAGES = 5_000;

  /** As if so many messages had been taken, as an unsigned number; by an agent that is at rest. */
  static void startAt(AgentRef<?> agent, int taken) {
    try {
      var consumed = MailboxHead.class.getDeclaredField("consumed");
      consumed.setAccessible(true);
      consumed.setInt(agent, taken);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static AgentRef<Long> spawn(
      AgentRuntime runtime, String kind, int capacity, CountDownLatch done, AtomicInteger wrong)
      throws InterruptedException {
    var config = AgentConfig.DEFAULT.withCapacity(capacity);
    var next = new AtomicLong();
    return switch (kind) {
      case "loop" -> {
        var runs = new CountDownLatch(1);
        AgentRef<Long> loop =
            runtime.spawn(
                config,
                (AgentLoop<Long>)
                    mailbox -> {
                      runs.countDown();
                      for (; ; ) {
                        handle(mailbox.receive(), next, done, wrong);
                      }
                    });
        Until.open("the loop runs", runs);
        yield loop;
      }
      default ->
          runtime.spawn(
              kind.equals("blocking") ? config.withBlocking() : config,
              (Behavior<Long>) (context, message) -> handle(message, next, done, wrong));
    };
  }

  private static void handle(
      long message, AtomicLong next, CountDownLatch done, AtomicInteger wrong) {
    if (next.getAndIncrement() != message) {
      wrong.incrementAndGet();
    }
    done.countDown();
  }

  @ParameterizedTest(name = "{0}, capacity {1}")
  @CsvSource({
    "handler, 1", "handler, 2", "handler, 10", "handler, 1000",
    "blocking, 1", "blocking, 2", "blocking, 10", "blocking, 1000",
    "loop, 1", "loop, 2", "loop, 10", "loop, 1000"
  })
  void aMailboxGoesOnWhereItsNumbersWrap(String kind, int capacity) throws Exception {
    for (int start : new int[] {Integer.MAX_VALUE - 2_500, -2_500, -2, -1}) {
      try (var runtime = AgentRuntime.start()) {
        var done = new CountDownLatch(MESSAGES);
        var wrong = new AtomicInteger();
        AgentRef<Long> agent = spawn(runtime, kind, capacity, done, wrong);
        startAt(agent, start);
        for (long i = 0; i < MESSAGES; i++) {
          Delivery delivery = agent.send(i, Duration.ofSeconds(30));
          assertTrue(delivery != Delivery.REJECTED, () -> "refused: " + agent.profile());
        }
        Until.open("all are handled", done);
        assertEquals(0, wrong.get(), "in order");
        runtime.shutdown(Duration.ofSeconds(30));
        assertEquals(MESSAGES, runtime.metrics().handled());
      }
    }
  }

  /** An agent at work, and its mailbox full across the wrap. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void exactlyTheCapacityFitsWhereNumbersWrap(int capacity) throws Exception {
    for (int start = -capacity - 3; start < 0; start++) {
      try (var runtime = AgentRuntime.start()) {
        var atWork = new Semaphore(0);
        var goOn = new Semaphore(0);
        AgentRef<String> agent =
            runtime.spawn(
                AgentConfig.DEFAULT.withCapacity(capacity).withBlocking(),
                (Behavior<String>)
                    (context, message) -> {
                      atWork.release();
                      goOn.acquire();
                    });
        startAt(agent, start);
        agent.signal("at work");
        Until.isTrue("it is at work", atWork::tryAcquire);
        for (int round = 0; round < 5; round++) {
          int taken = 0;
          while (agent.signal("waits") != Delivery.REJECTED) {
            taken++;
          }
          assertEquals(round == 0 ? capacity : 1, taken, "from " + start + " in round " + round);
          goOn.release();
          Until.isTrue("the next is at work", atWork::tryAcquire);
        }
        goOn.release(1_000);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"handler", "blocking", "loop"})
  void whatWasHandledIsCountedBeyondTheWrap(String kind) throws Exception {
    try (var runtime = AgentRuntime.start()) {
      var done = new CountDownLatch(MESSAGES);
      var wrong = new AtomicInteger();
      AgentRef<Long> agent = spawn(runtime, kind, 1000, done, wrong);
      startAt(agent, -100);
      for (long i = 0; i < MESSAGES; i++) {
        agent.send(i, Duration.ofSeconds(30));
      }
      Until.open("all are handled", done);
      long before = (1L << 32) - 100;
      Until.isTrue("they are counted", () -> agent.profile().handled() == before + MESSAGES);
    }
  }

  /** What a profile counts are messages. */
  @ParameterizedTest
  @ValueSource(strings = {"REJECT", "DROP_OLDEST"})
  void eventsAreNotCountedAsMessages(String overflow) throws Exception {
    try (var runtime = AgentRuntime.start()) {
      var done = new CountDownLatch(3);
      AgentRef<String> agent =
          runtime.spawn(
              AgentConfig.DEFAULT.withMailbox(
                  AgentConfig.DEFAULT.mailbox().withOverflow(OverflowPolicy.valueOf(overflow))),
              (Behavior<String>)
                  (context, message) -> {
                    if (message.equals("first")) {
                      context.timers().once("t", Duration.ZERO, "later");
                    }
                    done.countDown();
                  });
      agent.signal("first");
      agent.signal("second");
      Until.open("both, and the timer's", done);
      Until.isTrue("two messages", () -> agent.profile().handled() == 2);
    }
  }
}

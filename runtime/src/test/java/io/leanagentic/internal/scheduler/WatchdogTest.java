package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The watchdog's looks, one by one, at times that the test makes up. */
final class WatchdogTest {
  private static final long MILLI = 1_000_000;

  private final ConcurrentLinkedQueue<Task> stuck = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicBoolean ended = new AtomicBoolean();
  private final WorkStealingScheduler scheduler =
      new WorkStealingScheduler(
          1,
          4,
          17,
          Duration.ofMillis(100),
          thread -> {},
          thread -> {
            if (!(thread instanceof Watchdog)) {
              thread.start();
            }
          },
          new WorkStealingScheduler.Host() {
            @Override
            public void stuck(
                Task task,
                Duration running,
                List<StackTraceElement> stack,
                @Nullable Throwable obstacle) {
              assertTrue(obstacle != null || isReplaced(), "first a replacement");
              stuck.add(task);
            }

            @Override
            public boolean crashed(@Nullable Task task, Throwable failure) {
              throw new AssertionError(failure);
            }
          });
  private long now = System.nanoTime() + Duration.ofSeconds(10).toNanos(); // it is warm

  /** A task that waits, or computes, until the end of the test. */
  private TestTask hold(boolean waits) throws InterruptedException {
    scheduler.start();
    var begun = new CountDownLatch(1);
    TestTask task =
        TestTask.of(() -> {
          begun.countDown();
          if (waits) {
            try {
              Until.open("the test is done with it", end);
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }
          while (!ended.get()) {
            Thread.onSpinWait();
          }
        });
    scheduler.submit(task);
    Until.open("the task runs", begun);
    if (waits) {
      Until.waiting(scheduler.victims()[0]);
    }
    return task;
  }

  @AfterEach
  void stop() throws InterruptedException {
    ended.set(true);
    end.countDown();
    scheduler.stop();
    assertTrue(scheduler.awaitStop(Duration.ofSeconds(60)), "the workers end");
  }

  /** The next look, which was to come after 2 ms and comes after {@code nanos}. */
  private void lookAfter(long nanos) {
    now += nanos;
    scheduler.watchdog.look(now, Watchdog.passed(nanos, 2 * MILLI));
  }

  private boolean isReplaced() {
    return scheduler.hasDetached();
  }

  @Test
  void aPauseOfTheProcessIsNotATimeThatAMessageTook() throws Exception {
    hold(true);
    for (int i = 0; i < 10; i++) {
      lookAfter(300 * MILLI);
      lookAfter(2 * MILLI);
    }
    assertEquals(0, scheduler.victims().length - 1);
    assertEquals(List.of(), List.copyOf(stuck));
  }

  @Test
  void aTaskThatWaitsIsReplacedThenReported() throws Exception {
    TestTask task = hold(true);
    for (int i = 0; i < 60; i++) {
      lookAfter(2 * MILLI);
    }
    Until.isTrue("a new worker takes over", this::isReplaced);
    lookAfter(2 * MILLI);
    lookAfter(2 * MILLI);
    assertEquals(List.of(task), List.copyOf(stuck), "once");
  }

  @Test
  void aTaskThatTheHostKeepsFromTheProcessorIsNotReported() throws Exception {
    hold(false);
    lookAfter(2 * MILLI);
    lookAfter(2 * MILLI);
    now += 200 * MILLI; // far more than really passes, so that it has had next to no time
    scheduler.watchdog.look(now, 200 * MILLI);
    assertEquals(1, scheduler.victims().length);
    assertEquals(List.of(), List.copyOf(stuck));
  }

  @Test
  void aTaskThatComputesIsReplacedWhenItHasHadItsTime() throws Exception {
    hold(false);
    Until.isTrue(
        "a new worker takes over",
        () -> {
          lookAfter(2 * MILLI);
          return isReplaced();
        });
  }

  @Test
  void nobodyIsBlamedForAColdStart() throws Exception {
    hold(false);
    now -= Duration.ofSeconds(10).toNanos();
    long until = now + Duration.ofMillis(900).toNanos();
    while (now < until) {
      lookAfter(2 * MILLI);
    }
    assertEquals(1, scheduler.victims().length);
  }

  @Test
  void whoWasReportedWhileTheLimitWasReachedIsReplacedLater() throws Exception {
    scheduler.mostDetached = 0;
    TestTask task = hold(true);
    for (int i = 0; i < 200; i++) {
      lookAfter(2 * MILLI);
    }
    assertEquals(List.of(task), List.copyOf(stuck), "once");
    scheduler.mostDetached = 1;
    Until.isTrue(
        "a new worker takes over",
        () -> {
          lookAfter(2 * MILLI);
          return isReplaced();
        });
    assertEquals(List.of(task), List.copyOf(stuck), "once");
  }
}

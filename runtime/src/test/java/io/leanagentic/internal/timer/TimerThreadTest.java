package io.leanagentic.internal.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.spi.Clock;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimerThreadTest {

  private final TimerWheel wheel = new TimerWheel(Clock.system(), 1 << 20, 64);

  @Test
  void wakesForAnEarlierTimer() throws InterruptedException {
    var fired = new CountDownLatch(1);
    var late = entry(() -> {});
    try (var _ = TimerThread.start(wheel, "timers")) {
      wheel.schedule(late, TimeUnit.HOURS.toNanos(1));
      for (int i = 0; i < 100; i++) {
        var next = new CountDownLatch(1);
        wheel.schedule(entry(next::countDown), TimeUnit.MICROSECONDS.toNanos(i * 10L));
        assertTrue(next.await(30, TimeUnit.SECONDS), "timer " + i);
      }
      wheel.schedule(entry(fired::countDown), TimeUnit.MILLISECONDS.toNanos(5));
      assertTrue(fired.await(30, TimeUnit.SECONDS));
    }
    assertTrue(late.cancelTimer());
  }

  @Test
  void firesAllAndNoneEarly() throws InterruptedException {
    int timers = 50_000;
    var random = new Random(7);
    var left = new CountDownLatch(timers);
    var early = new AtomicInteger();
    try (var _ = TimerThread.start(wheel, "timers")) {
      for (int i = 0; i < timers; i++) {
        long delay = random.nextLong(TimeUnit.MILLISECONDS.toNanos(300));
        long notBefore = System.nanoTime() + delay;
        wheel.schedule(
            entry(() -> {
              if (System.nanoTime() - notBefore < 0) {
                early.incrementAndGet();
              }
              left.countDown();
            }),
            delay);
      }
      assertTrue(left.await(60, TimeUnit.SECONDS), () -> left.getCount() + " did not fire");
    }
    assertEquals(0, early.get());
    assertEquals(0, wheel.size());
  }

  @Test
  void nothingFiresAfterClose() {
    var fired = new AtomicInteger();
    var thread = TimerThread.start(wheel, "timers");
    wheel.schedule(entry(fired::incrementAndGet), TimeUnit.HOURS.toNanos(1));
    thread.close();
    thread.close();
    wheel.schedule(entry(fired::incrementAndGet), 0);
    assertEquals(2, wheel.size());
    assertEquals(0, fired.get());
  }

  @Test
  void aTimerMayCloseItsThread() throws InterruptedException {
    var closed = new CountDownLatch(1);
    var thread = TimerThread.start(wheel, "timers");
    wheel.schedule(
        entry(() -> {
          thread.close();
          closed.countDown();
        }),
        0);
    assertTrue(closed.await(30, TimeUnit.SECONDS));
    thread.close();
  }

  @Test
  void anInterruptLeftBehindByATimerDoesNotStopTheOthers() throws InterruptedException {
    var fired = new CountDownLatch(2);
    var timerThread = new Thread[1];
    try (var _ = TimerThread.start(wheel, "timers")) {
      wheel.schedule(
          entry(() -> {
            timerThread[0] = Thread.currentThread();
            Thread.currentThread().interrupt();
            fired.countDown();
          }),
          0);
      wheel.schedule(entry(fired::countDown), TimeUnit.MILLISECONDS.toNanos(2));
      assertTrue(fired.await(30, TimeUnit.SECONDS));
    }
    assertFalse(timerThread[0].isAlive());
  }

  private static TimerWheel.Entry entry(Runnable action) {
    return new TimerWheel.Entry() {
      @Override
      protected void onTimer() {
        action.run();
      }
    };
  }
}

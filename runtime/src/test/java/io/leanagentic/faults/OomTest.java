package io.leanagentic.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.timer.TimerThread;
import io.leanagentic.internal.timer.TimerWheel;
import io.leanagentic.spi.Clock;
import io.leanagentic.testing.ManualClock;
import io.leanagentic.testing.Until;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A heap that is full for a while: the loops of the runtime and what they look after. */
final class OomTest {

  /** A timer that finds no memory the first few times. */
  private static final class Hungry extends TimerWheel.Entry {
    private final AtomicInteger failures;
    private final CountDownLatch fired = new CountDownLatch(1);

    Hungry(int failures) {
      this.failures = new AtomicInteger(failures);
    }

    @Override
    protected void onTimer() {
      if (failures.getAndDecrement() > 0) {
        throw new OutOfMemoryError("on purpose");
      }
      fired.countDown();
    }
  }

  @Test
  void aTimerThatFindsNoMemoryFiresWhenThereIsSome() {
    var clock = new ManualClock(0);
    var wheel = new TimerWheel(clock, 1_000_000, 64);
    var timer = new Hungry(2);
    wheel.schedule(timer, 5_000_000);
    clock.advance(5_000_000);
    wheel.fireDue();
    assertEquals(1, timer.fired.getCount());
    assertEquals(1, wheel.size());
    clock.advance(1_000_000);
    wheel.fireDue();
    clock.advance(1_000_000);
    wheel.fireDue();
    assertEquals(0, timer.fired.getCount());
    assertEquals(0, wheel.size());
  }

  @Test
  void norDoesOneThatWasDueWithItGetLost() {
    var clock = new ManualClock(0);
    var wheel =
        new TimerWheel(
            clock,
            1_000_000,
            64,
            (timer, failure) -> {
              throw new OutOfMemoryError("on purpose: none to say so either");
            });
    var first = new Hungry(1);
    var second = new Hungry(0);
    wheel.schedule(first, 4_000_000);
    wheel.schedule(second, 5_000_000);
    clock.advance(5_000_000);
    assertThrows(OutOfMemoryError.class, wheel::fireDue);
    clock.advance(1_000_000);
    wheel.fireDue();
    assertEquals(0, first.fired.getCount());
    assertEquals(0, second.fired.getCount());
    assertEquals(0, wheel.size());
  }

  @Test
  void aTimerThatWasCancelledMeanwhileDoesNot() {
    var clock = new ManualClock(0);
    var wheel = new TimerWheel(clock, 1_000_000, 64);
    var timer = new Hungry(1);
    wheel.schedule(timer, 0);
    wheel.fireDue();
    assertTrue(timer.cancelTimer());
    clock.advance(10_000_000);
    assertEquals(0, wheel.fireDue());
    assertEquals(1, timer.fired.getCount());
  }

  @Test
  void theTimerThreadOutlivesWhatIsThrownInIt() throws Exception {
    var failures = new AtomicInteger(3);
    var armed = new CountDownLatch(1);
    var clock =
        new Clock() {
          @Override
          public long nanoTime() {
            if (Thread.currentThread().getName().equals("hungry")
                && armed.getCount() == 0
                && failures.getAndDecrement() > 0) {
              throw new OutOfMemoryError("on purpose");
            }
            return System.nanoTime();
          }

          @Override
          public Instant now() {
            return Instant.now();
          }
        };
    var wheel = new TimerWheel(clock, 1_000_000, 64);
    try (var thread = TimerThread.start(wheel, "hungry")) {
      armed.countDown();
      var timer = new Hungry(0);
      wheel.schedule(timer, 1);
      Until.open("it fires", timer.fired);
      assertEquals(3, thread.survived());
    }
  }
}

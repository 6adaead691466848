package io.leanagentic.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits that end as soon as they can, and fail a test only after a time no machine needs. */
public final class Until {
  private static final long SECONDS = 60;

  private Until() {}

  /** Waits until {@code condition} holds. */
  public static void isTrue(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0) {
        fail("waited " + SECONDS + " s in vain until " + what);
      }
      LockSupport.parkNanos(50_000);
    }
  }

  /** Waits until {@code latch} is open. */
  public static void open(String what, CountDownLatch latch) throws InterruptedException {
    if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
      fail(
          "waited "
              + SECONDS
              + " s in vain until "
              + what
              + "; still to come: "
              + latch.getCount());
    }
  }

  /** Waits until {@code latch} is open, whoever interrupts the thread, and without a limit. */
  public static void openAtLast(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // user code may be like that
      }
    }
  }

  /** Waits until {@code thread} has ended. */
  public static void ended(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
    if (thread.isAlive()) {
      fail("waited " + SECONDS + " s in vain for the end of " + thread);
    }
  }

  /** Waits until {@code thread} waits for something. */
  public static void waiting(Thread thread) {
    isTrue(
        thread + " waits",
        () ->
            thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
  }
}

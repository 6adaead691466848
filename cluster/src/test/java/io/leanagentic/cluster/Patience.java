package io.leanagentic.cluster;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits that end as soon as they can, and fail a test only after a time no machine needs. */
final class Patience {
  private static final long SECONDS = 60;

  private Patience() {}

  /** Waits until {@code condition} holds. */
  static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("waited " + SECONDS + " s in vain until " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

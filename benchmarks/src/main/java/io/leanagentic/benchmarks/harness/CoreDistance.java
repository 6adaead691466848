package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Shared;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far two processors are apart: how long a cache line takes from one to the other and back. A
 * virtual machine may be moved meanwhile; then all that two threads do together takes several times
 * as long, or as short. A run looks now and then, so that its reader knows.
 */
@Shared("one thread looks; the other only returns the ball")
public final class CoreDistance {
  private static final long NANOS = 10_000_000;
  private static final int ROUNDS = 3; // the first ones warm up
  private static final int TRIPS = 100;

  private final List<Double> seen = new ArrayList<>();

  /** Measures for some hundredths of a second. */
  public void look() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      seen.add(nanos());
    }
  }

  /** Measures once, and prints the result in nanoseconds. */
  public static void main(String[] arguments) {
    System.out.println(nanos());
  }

  private static double nanos() {
    var ball = new AtomicLong();
    Thread other =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              for (long n = 1; ball.get() >= 0; ) {
                if (ball.get() == n) {
                  ball.set(n + 1);
                  n += 2;
                }
              }
            });
    double nanos = 0;
    long n = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long trips = 0;
      long begin = System.nanoTime();
      long now = begin;
      while (now - begin < NANOS) {
        for (int i = 0; i < TRIPS; i++, n += 2) {
          ball.set(n + 1);
          while (ball.get() != n + 2) {
            Thread.onSpinWait();
          }
        }
        trips += TRIPS;
        now = System.nanoTime();
      }
      nanos = (double) (now - begin) / trips;
    }
    ball.set(-1);
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return nanos;
  }

  /** As {@code processors 51 to 540 ns apart, at half of 90 looks 110 or less}. */
  @Override
  public String toString() {
    if (seen.isEmpty()) {
      return "processors not looked at";
    }
    var sorted = new ArrayList<>(seen);
    Collections.sort(sorted);
    return String.format(
        Locale.ROOT,
        "processors %.0f to %.0f ns apart, at half of %d looks %.0f or less",
        sorted.getFirst(),
        sorted.getLast(),
        sorted.size(),
        sorted.get((sorted.size() - 1) / 2));
  }
}

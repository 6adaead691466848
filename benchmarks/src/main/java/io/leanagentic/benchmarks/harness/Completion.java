package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Val;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a program of a benchmark reports its end, and the benchmark checks the result. If a message
 * is lost, the end never comes, and the benchmark fails, too.
 */
@Val
public final class Completion {
  private static final long SECONDS = 30;

  private final Semaphore ended = new Semaphore(0);
  private final AtomicLong result = new AtomicLong(); // the semaphore hands it over

  /**
   * The program has ended; {@code result} is what it counted. Called once for each {@link #expect}.
   */
  public void with(long result) {
    this.result.setPlain(result);
    ended.release();
  }

  /**
   * Waits for the end; the thread sleeps meanwhile and leaves the processors to the program.
   *
   * @throws IllegalStateException if the program counted something else, or does not end
   */
  public long expect(long expected) {
    try {
      if (!ended.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "no end after "
                + SECONDS
                + " s; a message is lost (expected result: "
                + expected
                + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the end", e);
    }
    long counted = result.getPlain();
    if (counted != expected) {
      throw new IllegalStateException("result is " + counted + "; expected: " + expected);
    }
    return counted;
  }
}

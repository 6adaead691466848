package io.leanagentic.benchmarks.harness;

import io.leanagentic.capability.Shared;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Records how long messages were on their way, for the one agent that receives them. */
@Shared("one receiver writes, and the semaphore hands over what it wrote")
public final class Recorder {
  private static final long PAUSE_NANOS = 200_000;
  private static final long SECONDS = 60;

  private final Semaphore taken = new Semaphore(0);
  private long[] nanos = {};
  private int count;
  private int perPermit = 1;

  /** When a message was sent, by {@link System#nanoTime}. */
  public record Stamp(long sent) {
    /** One sent now. */
    public static Stamp now() {
      return new Stamp(System.nanoTime());
    }
  }

  /** A message has arrived. */
  public void arrived(Stamp stamp) {
    long time = System.nanoTime() - stamp.sent();
    if (count < nanos.length) {
      nanos[count++] = time;
    }
    if (count % perPermit == 0) { // a thread that waits for all must not be woken by each
      taken.release();
    }
  }

  /**
   * Sends one message after the other from the calling thread, each when all has been quiet for a
   * while.
   */
  public long[] afterPauses(int samples, Consumer<Stamp> send) {
    begin(samples, 1);
    for (int i = 0; i < samples; i++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      send.accept(Stamp.now());
      await();
    }
    return nanos;
  }

  /** Runs a program that sends {@code samples} messages. */
  public long[] during(int samples, Runnable program) {
    begin(samples, samples);
    program.run();
    await();
    return nanos;
  }

  private void begin(int samples, int perPermit) {
    this.perPermit = perPermit;
    nanos = new long[samples];
    count = 0;
  }

  private void await() {
    try {
      if (!taken.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a message is lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for messages", e);
    }
  }

  /** Computes for that long. */
  public static void compute(long forNanos) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < forNanos) {
      Thread.onSpinWait();
    }
  }
}

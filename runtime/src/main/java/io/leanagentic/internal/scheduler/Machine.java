package io.leanagentic.internal.scheduler;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The machine that workers run on, as far as the scheduler's decisions depend on it: its time, how
 * a thread waits, and what it costs to share memory. A simulation brings one with more processors.
 */
public abstract class Machine {
  /*
   * The last four methods announce an access to memory that other threads write. On a real machine they do nothing; a
   * simulated one makes the calling thread pay for the trip of the cache line. They stand where a thread looks for work,
   * falls asleep or takes a lock: not on the path of a signal, and never inside of a lock.
   *
   * Outside of a simulation only one subclass is loaded. So the compiler inlines its methods, and nothing is left of
   * those that do nothing.
   */

  /** The time, as of {@link System#nanoTime()}. */
  public abstract long nanos();

  /** A random number. */
  public abstract int any();

  /** Waits for a moment without giving up the processor. */
  public abstract void spin();

  /** Waits until {@link #unpark}, or for no reason; called by {@code thread}. */
  public abstract void park(Thread thread);

  /** As {@link #park}, for {@code nanos} at most. */
  public abstract void parkNanos(Thread thread, long nanos);

  /** Ends the wait of {@code thread}, or its next one. */
  public abstract void unpark(Thread thread);

  /** The calling thread is about to read what {@code worker} writes in each turn. */
  public void looksAt(Worker worker) {}

  /** The calling thread has taken so many tasks from {@code worker}. */
  public void tookFrom(Worker worker, int tasks) {}

  /** The calling thread is about to read {@code shared}, which all threads write. */
  public void reads(Object shared) {}

  /** The calling thread is about to write {@code shared}, or to take its lock. */
  public void writes(Object shared) {}

  /** The one that this process runs on. */
  static final class Real extends Machine {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public int any() {
      return ThreadLocalRandom.current().nextInt();
    }

    @Override
    public void spin() {
      Thread.onSpinWait();
    }

    @Override
    public void park(Thread thread) {
      LockSupport.park(thread);
    }

    @Override
    public void parkNanos(Thread thread, long nanos) {
      LockSupport.parkNanos(thread, nanos);
    }

    @Override
    public void unpark(Thread thread) {
      LockSupport.unpark(thread);
    }
  }
}

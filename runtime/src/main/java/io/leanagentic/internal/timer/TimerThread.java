package io.leanagentic.internal.timer;

import io.leanagentic.internal.scheduler.ServiceThread;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The daemon thread that fires the timers of a wheel. It sleeps until the next timer is due, or
 * without limit if there is none; an earlier timer wakes it. The wheel's clock must run as fast as
 * the machine's.
 */
public final class TimerThread implements AutoCloseable {
  private static final long PAUSE_NANOS = 1_000_000;

  private final TimerWheel wheel;
  private final IntSupplier fireDue;
  private final Thread thread;
  private volatile boolean closed;
  private volatile long survived;

  private TimerThread(TimerWheel wheel, IntSupplier fireDue, String name) {
    this.wheel = wheel;
    this.fireDue = fireDue;
    this.thread = new ServiceThread(name, this::run);
  }

  /** Starts a thread of that name for {@code wheel}, which must have no other. */
  public static TimerThread start(TimerWheel wheel, String name) {
    return start(wheel, name, Thread::start);
  }

  /** As above, by {@code starter}, which starts a thread or throws. */
  public static TimerThread start(TimerWheel wheel, String name, Consumer<Thread> starter) {
    return start(wheel, wheel::fireDue, name, starter);
  }

  /** As above; {@code fireDue} fires what is due, in the new thread. */
  public static TimerThread start(
      TimerWheel wheel, IntSupplier fireDue, String name, Consumer<Thread> starter) {
    var timerThread = new TimerThread(wheel, fireDue, name);
    starter.accept(timerThread.thread);
    return timerThread;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by this thread only
  private void run() {
    while (!closed) {
      try {
        fireAndSleep();
      } catch (Throwable t) {
        survived++; // all timers depend on this thread: the next round may succeed
        LockSupport.parkNanos(wheel, PAUSE_NANOS);
      }
    }
  }

  private void fireAndSleep() {
    wheel.awake(thread);
    var _ = fireDue.getAsInt();
    long nanos = wheel.nanosToSleep();
    // A timer may have left its interrupt behind; park() would return at once, for ever.
    boolean interrupted = Thread.interrupted();
    if (closed || interrupted) {
      return; // close() sets `closed`, then unparks: no later park can last
    }
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(wheel);
    } else if (nanos > 0) {
      LockSupport.parkNanos(wheel, nanos);
    }
  }

  /** How often this thread continued after the wheel threw something it should not. */
  public long survived() {
    return survived;
  }

  /** As {@link #close(Duration)}, with 10 s. */
  @Override
  public void close() {
    close(Duration.ofSeconds(10));
  }

  /**
   * Ends the thread and waits for it, but no longer than {@code patience}, and not if called by a
   * timer. Once it has ended nothing fires.
   *
   * @return whether it has ended
   */
  public boolean close(Duration patience) {
    closed = true;
    LockSupport.unpark(thread);
    if (Thread.currentThread() == thread) {
      return false;
    }
    try {
      return thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

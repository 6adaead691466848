package io.leanagentic.internal.timer;

import java.util.concurrent.locks.LockSupport;

/**
 * The daemon thread that fires the timers of a wheel. It sleeps until the next timer is due,
 * without end if there is none; an earlier timer wakes it. The wheel's clock must run as fast as
 * the machine's.
 */
public final class TimerThread implements AutoCloseable {
  private final TimerWheel wheel;
  private final Thread thread;
  private volatile boolean closed;

  private TimerThread(TimerWheel wheel, String name) {
    this.wheel = wheel;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Starts a thread of that name for {@code wheel}, which must have no other. */
  public static TimerThread start(TimerWheel wheel, String name) {
    var timerThread = new TimerThread(wheel, name);
    timerThread.thread.start();
    return timerThread;
  }

  private void run() {
    while (!closed) {
      wheel.awake(thread);
      wheel.fireDue();
      long nanos = wheel.nanosToSleep();
      // A timer may have left its interrupt behind; park() would return at once, for ever.
      boolean interrupted = Thread.interrupted();
      if (closed || interrupted) {
        continue; // close() sets it, then unparks: no park after that can last
      }
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(wheel);
      } else if (nanos > 0) {
        LockSupport.parkNanos(wheel, nanos);
      }
    }
  }

  /** Ends the thread and waits for it, unless called by a timer. Nothing fires afterwards. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    if (Thread.currentThread() == thread) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

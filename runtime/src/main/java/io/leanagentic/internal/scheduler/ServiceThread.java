package io.leanagentic.internal.scheduler;

/**
 * A thread on which the whole runtime depends: that of the timers, the watchdog, or the shutdown.
 * It neither waits for other threads nor runs users' code, which gets a thread of its own.
 */
public class ServiceThread extends Thread {

  /** A daemon with that name. */
  public ServiceThread(String name, Runnable body) {
    super(body, name);
    setDaemon(true);
  }

  /** A daemon that overrides {@link #run}. */
  ServiceThread(String name) {
    super(name);
    setDaemon(true);
  }

  /** Whether the calling thread is one. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof ServiceThread;
  }
}

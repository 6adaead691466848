package io.leanagentic.internal.scheduler;

/**
 * A thread of the runtime that everybody depends on: the timers, the watchdog, the end of a
 * runtime. It neither waits for anybody nor runs code of users: that goes to a thread of its own.
 */
public class ServiceThread extends Thread {

  /** A daemon of that name. */
  public ServiceThread(String name, Runnable body) {
    super(body, name);
    setDaemon(true);
  }

  /** One that brings its own {@link #run}. */
  ServiceThread(String name) {
    super(name);
    setDaemon(true);
  }

  /** Whether the calling thread is one. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof ServiceThread;
  }
}

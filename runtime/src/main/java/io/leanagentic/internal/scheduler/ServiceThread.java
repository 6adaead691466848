package io.leanagentic.internal.scheduler;

/**
 * A thread on which the whole runtime depends: the timers, the watchdog, the end of a runtime. It
 * neither waits for other threads nor runs users' code, which gets a thread of its own.
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

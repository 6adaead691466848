package io.leanagentic.internal;

import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;

/**
 * Rejects waits of threads that must not wait: workers in a turn, and threads on which a runtime
 * depends.
 */
public final class BlockingChecks {
  private BlockingChecks() {}

  /**
   * The calling thread is about to do something that may wait.
   *
   * @param what what it is about to do, for the error text: {@code "join an await"}
   * @throws IllegalStateException if it must not wait, whichever runtime's turn it is
   */
  public static void check(String what) {
    if (ServiceThread.isCurrent()) {
      throw new IllegalStateException(
          "the thread "
              + Thread.currentThread().getName()
              + ", on which the whole runtime depends, must not wait ("
              + what
              + ")");
    }
    Frame frame = Frame.ofThread();
    if (frame == null || frame.current() == null) {
      return;
    }
    if (frame.isAside()) {
      throw new IllegalStateException(
          "a callback or listener that runs in the turn of "
              + frame.current()
              + " must not wait ("
              + what
              + "); let another thread do it");
    }
    if (!frame.mayBlock) {
      throw new IllegalStateException(
          frame.current()
              + " must not wait in its turn ("
              + what
              + "); use context.await or onAnswer");
    }
  }
}

package io.leanagentic.spi;

/** An agent that is ready to run. */
public interface Turn {

  /** The path of the agent whose turn it is. */
  String path();

  /** The name of the class of its behavior, or of the class that has the lambda of it. */
  default String type() {
    return "";
  }

  /**
   * Runs one turn in the calling thread, or lets the agent's own thread run it meanwhile. To be
   * called exactly once each time it was {@linkplain Stepper#ready handed over}.
   */
  void run();

  /** Whether a thread of its own runs it, in which it may wait. */
  default boolean hasThread() {
    return false;
  }

  /**
   * Makes the agent fail with {@code cause} before its next message, as if its behavior had thrown
   * it: for tests that inject faults. Makes it ready if it is not. A loop agent fails where it
   * waits, or does so next, by means of the runtime.
   */
  default void fail(Throwable cause) {
    throw new UnsupportedOperationException(path() + " cannot be made to fail");
  }

  /**
   * Makes the next restart of the agent fail with {@code cause}, as if its factory had thrown it. A
   * loop agent has no factory, and goes on.
   */
  default void failRestart(Throwable cause) {
    throw new UnsupportedOperationException(path() + " cannot be made to fail");
  }
}

package io.leanagentic.internal.scheduler;

/**
 * Makes sure that there is stack left. Between the moment a message ends an agent's idleness and
 * the moment the agent is handed to whoever runs it, a stack overflow would leave the agent asleep
 * for ever. Where that way is long, it is probed before.
 */
public final class StackProbe {
  /** More than it takes to start a virtual thread, in interpreted code too. */
  private static final int START = 400;

  /** More than it takes to wake one, or a worker. */
  private static final int WAKE = 100;

  private StackProbe() {}

  /**
   * Returns normally if there is enough stack to start a virtual thread, or to wake a thread.
   *
   * @throws StackOverflowError if there is not; nothing has happened then
   */
  public static void check(boolean start) {
    int levels = start ? START : WAKE;
    if (descend(levels) != levels) {
      throw new AssertionError("unreachable");
    }
  }

  private static int descend(int levels) {
    return levels == 0 ? 0 : descend(levels - 1) + 1;
  }
}

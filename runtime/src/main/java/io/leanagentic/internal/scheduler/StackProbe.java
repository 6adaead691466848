package io.leanagentic.internal.scheduler;

/**
 * Makes sure that there is stack left. A stack overflow after a message has ended an agent's
 * idleness, and before the agent is handed to the thread that runs it, would leave the agent asleep
 * for ever. Where that path is long, it is probed first.
 */
public final class StackProbe {
  /** Levels of recursion: more than starting a virtual thread takes, even in interpreted code. */
  private static final int START = 400;

  /** Levels of recursion: more than waking a thread, or beginning users' code, takes. */
  private static final int WAKE = 100;

  /** Levels of recursion: more than both of them, and a few calls between them, take. */
  private static final int FINISH = 1_000;

  private StackProbe() {}

  /**
   * Returns normally if there is enough stack to wake a thread, or to begin code of users, or, if
   * {@code start}, to start a virtual thread.
   *
   * @throws StackOverflowError if there is not; nothing has happened then
   */
  public static void check(boolean start) {
    check(start ? START : WAKE);
  }

  /**
   * As {@link #check}, for a thread that is about to do what cannot be left half done, and checks
   * on its way whether it can wake or start others: to make an await done.
   */
  public static void checkToFinish() {
    check(FINISH);
  }

  private static void check(int levels) {
    if (descend(levels) != levels) {
      throw new AssertionError("unreachable");
    }
  }

  private static int descend(int levels) {
    return levels == 0 ? 0 : descend(levels - 1) + 1;
  }
}

package io.leanagentic.internal.await;

import io.leanagentic.internal.scheduler.Frame;

/** The wish of a thread to be interrupted once nobody waits for what it works on. */
public final class Interruption implements OnBehalf {
  private final Thread thread = Thread.currentThread();

  // Under the lock of this object, so that no interrupt comes after end().
  private boolean ended;
  private boolean interrupted;

  Interruption() {}

  @Override
  public synchronized void over(Answer<?> question) {
    if (!ended && question.isGivenUp()) {
      ended = true;
      interrupted = true;
      thread.interrupt();
    }
  }

  @Override
  public synchronized boolean isOver() {
    return ended;
  }

  private synchronized boolean end() {
    ended = true;
    return interrupted;
  }

  /**
   * The thread of {@code frame}, which calls this, has ended its work: what it was interrupted for
   * does not disturb the next.
   */
  public static void endIn(Frame frame) {
    if (frame.interruption instanceof Interruption wish) {
      frame.interruption = null;
      if (wish.end()) {
        Thread.interrupted();
      }
    }
  }
}

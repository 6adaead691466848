package io.leanagentic.internal;

import io.leanagentic.internal.scheduler.Aside;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs code of users that came up on a thread on which the whole runtime depends, each on a virtual
 * thread of its own: one that takes its time, or never ends, holds up nothing else.
 */
final class Elsewhere {
  private final AtomicInteger running = new AtomicInteger();

  /** Starts {@code work}. If no thread can be made, it is done without users' code. */
  void run(Aside work) {
    running.incrementAndGet();
    try {
      Thread.ofVirtual()
          .name("lean-agentic-aside")
          .start(() -> {
            try {
              Aside.run(work);
            } catch (Throwable t) { // before it began: work throws nothing
              Aside.giveUp(work, t);
            } finally {
              running.decrementAndGet();
            }
          });
    } catch (Throwable noThread) {
      running.decrementAndGet();
      Aside.giveUp(work, noThread);
    }
  }

  /** Whether all that was started is over. */
  boolean isDone() {
    return running.get() == 0;
  }
}

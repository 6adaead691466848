package io.leanagentic.internal;

import io.leanagentic.internal.scheduler.Aside;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs users' code that is due on a thread on which the whole runtime depends, each piece on a
 * virtual thread of its own: code that is slow, or never ends, delays nothing else.
 */
final class Elsewhere {
  private final AtomicInteger running = new AtomicInteger();

  /** Starts {@code work}. If no thread can be made, users' code does not run. */
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

  /** Whether everything that was started has ended. */
  boolean isDone() {
    return running.get() == 0;
  }
}

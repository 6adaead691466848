package io.leanagentic.internal.scheduler;

import static io.leanagentic.internal.scheduler.Watched.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Until;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom the watchdog replaces, and reports; see also DetachedTest and SigstopTest. */
final class WatchdogTest {
  @RegisterExtension final Watched watched = new Watched();

  @Test
  void aTaskThatWaitsIsReplacedThenReported() throws Exception {
    Watched.Held task = watched.hold(true);
    for (int i = 0; i < 60; i++) {
      watched.lookAfter(2 * MILLI);
    }
    Until.isTrue("a new worker takes over", watched::isReplaced);
    watched.lookAfter(2 * MILLI);
    watched.lookAfter(2 * MILLI);
    assertEquals(1, watched.reports(task));
    assertEquals(1, watched.reports());
  }

  @Test
  void aTaskThatComputesIsReplacedWhenItHasHadItsTime() throws Exception {
    watched.hold(false);
    Until.isTrue(
        "a new worker takes over",
        () -> {
          watched.lookAfter(2 * MILLI);
          return watched.isReplaced();
        });
  }

  @Test
  void aTaskAtALockOfTheRuntimeIsNotHeld() throws Exception {
    var lock = new Object(); // taken in a package of the runtime
    blockOn(
        lock,
        () -> {
          synchronized (lock) {
            return;
          }
        });
    assertEquals(0, watched.replacements());
  }

  @Test
  void aTaskAtAnyOtherLockIsReplaced() throws Exception {
    var list = Collections.synchronizedList(new ArrayList<>());
    blockOn(list, () -> list.add("too late"));
    assertTrue(watched.replacements() > 0);
  }

  /** Takes {@code lock}, runs a task that wants it, too, and lets the watchdog look for long. */
  private void blockOn(Object lock, Runnable wanting) throws InterruptedException {
    var begun = new CompletableFuture<Thread>();
    synchronized (lock) {
      watched.submit(
          TestTask.of(() -> {
            begun.complete(Thread.currentThread());
            wanting.run();
          }));
      Until.isTrue(
          "the task waits for the lock",
          () -> begun.isDone() && begun.join().getState() == Thread.State.BLOCKED);
      for (int i = 0; i < 200; i++) {
        watched.lookAfter(2 * MILLI);
      }
    }
  }
}

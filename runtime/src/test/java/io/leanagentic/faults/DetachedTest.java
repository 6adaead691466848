package io.leanagentic.faults;

import static io.leanagentic.internal.scheduler.Watched.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.leanagentic.internal.scheduler.Watched;
import io.leanagentic.testing.Until;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is held while as many are held as may be is replaced later. */
final class DetachedTest {
  @RegisterExtension final Watched watched = new Watched();

  private void lookFor(int millis) {
    for (int i = 0; i < millis / 2; i++) {
      watched.lookAfter(2 * MILLI);
    }
  }

  @Test
  void whoWasReportedWhileTheLimitWasReachedIsReplacedLater() throws Exception {
    watched.mostDetached(0);
    Watched.Held task = watched.hold(true);
    lookFor(400);
    assertEquals(1, watched.reports(task));
    assertFalse(watched.isReplaced());
    watched.mostDetached(1);
    Until.isTrue(
        "a new worker takes over",
        () -> {
          lookFor(2);
          return watched.isReplaced();
        });
    assertEquals(1, watched.reports(), "once");
  }

  @Test
  void theLastToBeHeldIsReplacedWhenTheFirstComesBack() throws Exception {
    watched.mostDetached(1);
    Watched.Held first = watched.hold(true);
    Until.isTrue(
        "a new worker takes over",
        () -> {
          lookFor(2);
          return watched.isReplaced();
        });
    Watched.Held last = watched.hold(true);
    Watched.Held next = watched.submit(true);
    lookFor(400);
    assertEquals(1, watched.reports(last));
    assertFalse(next.hasBegun(), "all are held");
    first.end();
    Until.isTrue(
        "somebody takes over for the last",
        () -> {
          lookFor(2);
          return next.hasBegun();
        });
    assertEquals(2, watched.reports(), "each once");
  }
}

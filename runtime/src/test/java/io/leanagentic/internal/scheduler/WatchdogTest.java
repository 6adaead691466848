package io.leanagentic.internal.scheduler;

import static io.leanagentic.internal.scheduler.Watched.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.testing.Until;
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
}

package io.leanagentic.faults;

import static io.leanagentic.internal.scheduler.Watched.MILLI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.leanagentic.internal.scheduler.Watched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is blamed for what stood still with everything else: process, host, or a cold start. */
final class SigstopTest {
  @RegisterExtension final Watched watched = new Watched();

  @AfterEach
  void nobodyIsReplacedOrReported() {
    assertFalse(watched.isReplaced());
    assertEquals(0, watched.reports());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPauseOfTheProcessIsNotATimeThatAMessageTook(boolean waits) throws Exception {
    watched.hold(waits);
    for (int i = 0; i < 10; i++) {
      watched.lookAfter(300 * MILLI);
      watched.lookAfter(2 * MILLI);
    }
  }

  @Test
  void aTaskThatTheHostKeepsFromTheProcessorIsNotReported() throws Exception {
    watched.hold(false);
    watched.lookAfter(2 * MILLI);
    watched.lookAfter(2 * MILLI);
    watched.lookOnTimeAfter(200 * MILLI); // far more than passes, so it has had next to no time
  }

  @Test
  void nobodyIsBlamedForAColdStart() throws Exception {
    watched.hold(false);
    watched.beCold();
    for (int i = 0; i < 450; i++) {
      watched.lookAfter(2 * MILLI);
    }
  }
}

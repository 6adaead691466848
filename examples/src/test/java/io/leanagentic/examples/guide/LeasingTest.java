package io.leanagentic.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page on leases shows. */
@Timeout(60)
final class LeasingTest {

  @Test
  void anActionRunsUnderALeaseThatEndsWithIt() {
    assertEquals("report.pdf".length() + 1, Leasing.action());
  }

  @Test
  void whoWaitsIsServedWhenItIsReleased() {
    assertEquals(List.of("anna has it", "bert has it with token 2"), Leasing.manual());
  }

  @Test
  void anAgentGoesOnInATurnOnceItHasTheLease() {
    assertTrue(Leasing.agent());
  }

  @Test
  void aZombieIsRefusedByTheResource() {
    assertEquals(
        List.of("token 1 is stale for account; allowed: 2 or newer", "bert: -5", "EXPIRED"),
        Leasing.fenced());
  }
}

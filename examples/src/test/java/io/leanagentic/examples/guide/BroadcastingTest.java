package io.leanagentic.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page on broadcast shows. */
@Timeout(60)
final class BroadcastingTest {

  @Test
  void allHear() throws InterruptedException {
    assertTrue(Broadcasting.all());
  }

  @Test
  void lossesAreRepaired() throws InterruptedException {
    var coverage = Broadcasting.repaired();
    assertTrue(coverage.isComplete(), coverage::toString);
  }

  @Test
  void alongATreeEachEdgeCarriesItOnce() throws InterruptedException {
    var coverage = Broadcasting.along();
    assertEquals(12, coverage.sent());
    assertEquals(2, coverage.rounds());
  }

  @Test
  void aSlowMemberDelaysItselfOnly() throws InterruptedException {
    assertEquals(4, Broadcasting.slow());
  }
}

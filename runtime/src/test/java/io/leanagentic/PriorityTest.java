package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class PriorityTest {
  @Test
  void orderOfConstantsIsOrderOfUrgency() {
    assertTrue(Priority.CRITICAL.compareTo(Priority.HIGH) > 0);
    assertTrue(Priority.HIGH.compareTo(Priority.NORMAL) > 0);
    assertTrue(Priority.NORMAL.compareTo(Priority.LOW) > 0);
  }
}

package io.leanagentic.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

final class DistanceTest {
  @Test
  void itSaysWhatItSaw() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    var distance = new CoreDistance();
    assertEquals("processors not looked at", distance.toString());
    distance.look();
    distance.look();
    String text = distance.toString();
    assertTrue(
        text.matches("processors \\d+ to \\d+ ns apart, at half of 2 looks \\d+ or less"), text);
  }
}

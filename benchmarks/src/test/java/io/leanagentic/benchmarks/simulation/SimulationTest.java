package io.leanagentic.benchmarks.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SimulationTest {
  private static Load load(String name) {
    return Loads.all().stream().filter(load -> load.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theSeedDecides() {
    for (Load load : Loads.all()) {
      var once = Run.of(load, 8, 1);
      assertEquals(once, Run.of(load, 8, 1), load.name());
      assertTrue(once.share() > 0.1 && once.share() < 1.1, () -> load.name() + ": " + once);
    }
    Load random = load("outside");
    assertNotEquals(Run.of(random, 8, 1), Run.of(random, 8, 2));
  }

  @Test
  void aBadRuleShows() {
    var good = Run.of(load("outside"), 64, 1);
    var bad = Run.withOneLock(load("outside"), 64, 1);
    assertTrue(bad.share() < 0.5 * good.share(), () -> bad + " is not worse than " + good);
  }

  /** Chance puts more pairs on some workers than on others; thieves must even that out. */
  @Test
  void pairsAreSpreadOverManyWorkers() {
    var outcome = Run.of(load("pairs"), 16, 1);
    assertTrue(outcome.share() > 0.6, outcome::toString);
  }

  /** On one processor there is no trip to pay for, and nobody to wait for. */
  @Test
  void withoutOthersTheWorkTakesItsTime() {
    var outcome = Run.of(load("fork-join"), 1, 1);
    assertTrue(outcome.share() > 0.9 && outcome.share() <= 1, outcome::toString);
    assertEquals(0, outcome.steals());
  }
}

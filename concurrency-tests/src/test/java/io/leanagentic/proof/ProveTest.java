package io.leanagentic.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.annotations.JCStressTest;

/** A few of the proofs, with small numbers; and what becomes of bad arguments. */
final class ProveTest {
  @TempDir Path folder;

  /**
   * Lincheck chooses the switches itself, so its twin is caught on any machine. What jcstress
   * catches needs an idle one; here its tests are only compiled.
   */
  @Test
  void aProofHoldsAndItsControlIsCaught() throws Exception {
    var verdicts = new Linearizability().prove(List.of("promise"), Proof.Effort.QUICK, folder);
    assertEquals(1, verdicts.size());
    assertTrue(
        verdicts.stream().allMatch(it -> it.holds() && it.isControlled() && it.samples() > 0),
        () -> Prove.table(verdicts));
  }

  @Test
  void everyOrderingHasAControl() throws ClassNotFoundException {
    for (var test : Orderings.ALL) {
      var control = Class.forName(test.getName() + Orderings.CONTROL);
      assertTrue(control.isAnnotationPresent(JCStressTest.class), control::getName);
      assertTrue(test.isAnnotationPresent(JCStressTest.class), test::getName);
    }
  }

  @Test
  void whatFailsOrIsNotCaughtIsInTheTable() {
    var table =
        Prove.table(
            List.of(
                new Verdict("a", "spin", "2 threads", 7, 1, "0, 0: nobody sees it", ""),
                new Verdict("b", "spin", "2 threads", 7, 1, "", "not caught")));
    assertTrue(table.contains("FAILS") && table.contains("0, 0: nobody sees it"), table);
    assertTrue(table.contains("NOT CAUGHT"), table);
  }

  @Test
  void badArgumentsAreRefused() throws Exception {
    assertEquals(2, Prove.run(List.of("--nothing"), folder));
    assertEquals(2, Prove.run(List.of("nothing"), folder));
    assertEquals(0, Prove.run(List.of("--list"), folder));
  }

  /** It is how every name begins. */
  @Test
  void anEmptyWordDoesNotProveEverything() throws Exception {
    assertEquals(2, Prove.run(List.of(""), folder));
    assertEquals(2, Prove.run(List.of("--list", " "), folder));
  }
}

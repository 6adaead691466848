package io.leanagentic.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The explorer itself: it visits every interleaving once and finds what only few of them show. */
final class InterleavingsTest {

  private static Program says(List<String> said, String word, int times) {
    return step -> {
      for (int i = 0; i < times; i++) {
        step.next();
        said.add(word);
      }
    };
  }

  private static int explore(int preemptions, Set<List<String>> seen, int a, int b) {
    return Interleavings.upTo(
        preemptions,
        () -> {
          var said = new ArrayList<String>();
          return new Case(
              List.of(says(said, "a", a), says(said, "b", b)), () -> seen.add(List.copyOf(said)));
        });
  }

  @Test
  void everyOrderIsSeen() {
    var seen = new HashSet<List<String>>();
    explore(Integer.MAX_VALUE, seen, 3, 4);
    assertEquals(35, seen.size(), "7 over 3");
  }

  @Test
  void fewerPreemptionsAreFewerOrders() {
    var seen = new HashSet<List<String>>();
    explore(0, seen, 3, 4);
    assertEquals(2, seen.size(), "one after the other");
    int once = explore(1, seen, 3, 4);
    assertTrue(seen.size() > 2 && seen.size() < 35 && once < 35, () -> once + " " + seen);
  }

  /** Two threads that read, add one and write, of which one update is lost. */
  @Test
  void aLostUpdateIsFound() {
    var failure =
        assertThrows(
            AssertionError.class,
            () ->
                Interleavings.all(() -> {
                  int[] count = {0};
                  Program increment =
                      step -> {
                        step.next();
                        int read = count[0];
                        step.next();
                        count[0] = read + 1;
                      };
                  return new Case(List.of(increment, increment), () -> assertEquals(2, count[0]));
                }));
    assertTrue(failure.toString().contains("in the interleaving ["), failure::toString);
  }

  @Test
  void aDeadlockIsFound() {
    assertThrows(
        AssertionError.class,
        () ->
            Interleavings.all(() -> {
              boolean[] held = {false, false};
              return new Case(List.of(takes(held, 0, 1), takes(held, 1, 0)), () -> {});
            }));
  }

  private static Program takes(boolean[] held, int first, int second) {
    return step -> {
      step.until(() -> !held[first]);
      held[first] = true;
      step.until(() -> !held[second]);
      held[second] = true;
      step.next();
      held[first] = false;
      held[second] = false;
    };
  }
}

package io.leanagentic.orchestration.internal.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.orchestration.internal.broadcast.GossipMessage.Rumor;
import io.leanagentic.testing.Seeds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The last numbers heard of, beside a set that forgets nothing. */
final class WindowTest {

  private static Rumor<String> rumor(long id) {
    return new Rumor<>(id, "x", 0, 0, new PublicationProgress(1), null);
  }

  @Test
  void agreesWithASet() {
    Seeds.each(
        200,
        seed -> {
          var random = new SplittableRandom(seed);
          int memory = random.nextInt(1, 40);
          var window = new Window<String>(memory);
          Set<Long> model = new HashSet<>();
          long top = 0;
          for (int i = 0; i < 300; i++) {
            long id = Math.max(1, top + random.nextInt(-2 * memory, random.nextInt(1, memory + 3)));
            long floor = Math.max(0, top - memory);
            assertEquals(id > floor && !model.contains(id), window.isNew(id));
            if (window.isNew(id)) {
              window.add(rumor(id));
              model.add(id);
              top = Math.max(top, id);
            }
            check(window, model, Math.max(0, top - memory), top);
          }
        });
  }

  private static void check(Window<String> window, Set<Long> model, long floor, long top) {
    assertEquals(floor, window.floor());
    var known = window.known();
    List<Long> inside = new ArrayList<>();
    window.forEach(rumor -> inside.add(rumor.id()));
    assertEquals(inside.size(), Set.copyOf(inside).size(), "doubles");
    for (long id = Math.max(1, floor - 3); id <= top + 3; id++) {
      boolean is = id > floor && model.contains(id);
      assertEquals(is, known.contains(id));
      assertEquals(is, inside.contains(id));
      assertEquals(is, window.find(id) != null);
    }
  }

  @Test
  void itNeverHasMoreThanTwiceItsMemory() {
    var window = new Window<String>(100);
    for (long id = 1; id <= 100_000; id++) {
      window.add(rumor(id));
    }
    assertTrue(window.slots() <= 200, () -> window.slots() + " slots");
    assertNotNull(window.find(99_901));
    assertEquals(99_900, window.floor());
  }

  @Test
  void fewRumorsTakeFewSlots() {
    var window = new Window<String>(1 << 20);
    for (long id = 1; id <= 8; id++) {
      window.add(rumor(id));
    }
    assertEquals(8, window.slots());
  }
}

package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who owns which key, and how many change owners. */
final class ShardMapTest {
  private static final int KEYS = 1_000_000;

  private static ShardMap shards(int count) {
    return ShardMap.of(IntStream.range(0, count).mapToObj(i -> "shard-" + i).toList());
  }

  /** How many keys have each slot, whoever has the slot. */
  private static int[] keysBySlot(ShardMap map, IntFunction<Object> keys) {
    var counts = new int[map.slots()];
    for (int i = 0; i < KEYS; i++) {
      counts[map.slot(keys.apply(i))]++;
    }
    return counts;
  }

  /** The most keys of a shard, as a multiple of the mean. */
  private static double imbalance(ShardMap map, int[] keysBySlot) {
    Map<String, Integer> counts = new HashMap<>();
    for (int slot = 0; slot < keysBySlot.length; slot++) {
      counts.merge(map.owner(slot), keysBySlot[slot], Integer::sum);
    }
    int most = counts.values().stream().mapToInt(count -> count).max().orElseThrow();
    return (double) most * map.shards().size() / KEYS;
  }

  @Test
  void keysAreSpreadEvenly() {
    var random = new SplittableRandom(1);
    Map<String, IntFunction<Object>> kinds =
        Map.of(
            "random", i -> random.nextLong(),
            "user-123", i -> "user-" + i,
            "counting", i -> i,
            "counting, long", i -> (long) i,
            "both halves the same", i -> (long) i << 32 | i,
            "multiples of 4096", i -> i * 4096,
            "order ids", i -> "2026-01-" + i % 28 + "/EU/" + i,
            "uuid", i -> new UUID(random.nextLong(), random.nextLong()));
    ShardMap any = shards(1);
    kinds.forEach((kind, keys) -> {
      int[] keysBySlot = keysBySlot(any, keys);
      for (int count : List.of(10, 100)) {
        double imbalance = imbalance(shards(count), keysBySlot);
        assertTrue(imbalance <= 1.1, () -> kind + ", " + count + " shards: " + imbalance);
      }
    });
  }

  @Test
  void sharesDifferByOneSlotAtMost() {
    ShardMap map = ShardMap.empty();
    for (int count = 1; count <= 256; count++) {
      map = map.with("shard-" + (count - 1), 1);
      Map<String, Integer> has = new HashMap<>();
      for (int slot = 0; slot < map.slots(); slot++) {
        has.merge(map.owner(slot), 1, Integer::sum);
      }
      assertEquals(count, has.size());
      var slots = has.values().stream().mapToInt(n -> n).summaryStatistics();
      assertEquals(ShardMap.DEFAULT_SLOTS, slots.getSum());
      assertTrue(slots.getMax() - slots.getMin() <= 1, slots::toString);
    }
    assertEquals(shards(256), map);
  }

  @Test
  void oneMoreTakesItsShareAndNoMore() {
    ShardMap ten = shards(10);
    ShardMap eleven = ten.with("shard-10", 1);
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      String key = "user-" + i;
      if (!eleven.shard(key).equals(ten.shard(key))) {
        moved++;
        assertEquals("shard-10", eleven.shard(key));
      }
    }
    assertEquals(1.0 / 11, (double) moved / KEYS, 0.01);
    ShardMap again = eleven.without("shard-10");
    for (int slot = 0; slot < again.slots(); slot++) {
      if (!eleven.owner(slot).equals("shard-10")) {
        assertEquals(eleven.owner(slot), again.owner(slot));
      }
    }
  }

  @Test
  void mapsWithTheSameTableAreEqualAndSlotsAreChecked() {
    var map = ShardMap.of(List.of("a", "b"));
    assertEquals(ShardMap.of(List.of("a", "b")), map);
    assertEquals(ShardMap.of(List.of("a", "b")).hashCode(), map.hashCode());
    assertNotEquals(map, map.weighing("a", 2));
    var why = assertThrows(IllegalArgumentException.class, () -> map.owner(4096));
    assertEquals("slot is 4096; allowed: 0 to 4095", why.getMessage());
  }

  @Test
  void nothingMovesBetweenOthers() {
    Seeds.each(
        200,
        seed -> {
          var random = new SplittableRandom(seed);
          int slots = 256 << random.nextInt(5);
          boolean weighted = random.nextBoolean();
          ShardMap map = ShardMap.empty(slots);
          for (int step = 0; step < 60; step++) {
            List<String> shards = map.shards();
            int weight = weighted ? 1 + random.nextInt(20) : 1;
            int kind = random.nextInt(weighted ? 5 : 4);
            ShardMap next;
            String changed;
            if (shards.isEmpty() || (kind < 2 && shards.size() < slots / 16)) {
              changed = "s" + step;
              next = map.with(changed, weight);
            } else {
              changed = shards.get(random.nextInt(shards.size()));
              next =
                  kind == 4
                      ? map.weighing(changed, weight)
                      : shards.size() > 1 ? map.without(changed) : map;
            }
            check(map, next, changed);
            map = next;
          }
        });
  }

  private static void check(ShardMap before, ShardMap after, String changed) {
    boolean first = before.shards().isEmpty();
    int moved = 0;
    Map<String, Integer> has = new HashMap<>();
    for (int slot = 0; slot < after.slots(); slot++) {
      String to = after.owner(slot);
      String from = first ? to : before.owner(slot);
      has.merge(to, 1, Integer::sum);
      if (!from.equals(to)) {
        moved++;
        assertTrue(from.equals(changed) || to.equals(changed), () -> from + " to " + to);
      }
    }
    int had = before.contains(changed) ? before.slots(changed) : 0;
    assertEquals(first ? 0 : Math.abs(has.getOrDefault(changed, 0) - had), moved);
    long weights = after.shards().stream().mapToLong(after::weight).sum();
    for (String shard : after.shards()) {
      double exact = (double) after.slots() * after.weight(shard) / weights;
      int slots = Objects.requireNonNull(has.get(shard));
      assertEquals(exact, slots, 1.5, () -> shard + " of " + after);
    }
  }

  @Test
  void twiceTheWeightHasTwiceTheSlots() {
    ShardMap map = ShardMap.empty(1024).with("a", 2).with("b", 1).with("c", 1);
    assertEquals("3 shards of 1024 slots: a 512, b 256, c 256", map.toString());
    assertEquals(2, map.weight("a"));
    assertEquals(
        "3 shards of 1024 slots: a 205, b 614, c 205",
        map.weighing("a", 1).weighing("b", 3).toString());
  }

  @Test
  void aSlotIsTheSameInEveryProcess() {
    assertEquals(
        List.of(4002, 2140, 2140),
        List.of(shards(1).slot("AAPL"), shards(7).slot(4711), shards(7).slot(4711L)));
  }

  @Test
  void badInputIsNamed() {
    ShardMap map = ShardMap.empty(64).with("a", 1);
    assertEquals(
        "weight of shard 'b' is -1; allowed: 1 to 1048576", fails(() -> map.with("b", -1)));
    assertEquals(
        "weight of shard 'a' is 0; allowed: 1 to 1048576", fails(() -> map.weighing("a", 0)));
    assertEquals(
        "there is a shard 'a' already; allowed: a name not among [a]",
        fails(() -> map.with("a", 1)));
    assertEquals("name of a shard is ' '; allowed: not blank", fails(() -> map.with(" ", 1)));
    assertEquals(
        "number of slots is 100; allowed: a power of two from 16 to 1048576",
        fails(() -> ShardMap.empty(100)));
    assertTrue(fails(() -> map.without("a")).startsWith("'a' is the last shard"));
    assertEquals(
        "there is no shard 'b'; allowed: one of [a]",
        assertThrows(NoSuchElementException.class, () -> map.without("b")).getMessage());
    assertEquals(
        "a shard map without shards has none for k",
        assertThrows(NoSuchElementException.class, () -> ShardMap.empty().shard("k")).getMessage());
    ShardMap full = map.with("b", 1).with("c", 1).with("d", 1);
    assertEquals("number of shards is 5; allowed: 4 with 64 slots", fails(() -> full.with("e", 1)));
  }

  @SuppressWarnings("NullAway") // what a caller without the checker may do
  @Test
  void aNullKeyIsRefused() {
    var failure = assertThrows(NullPointerException.class, () -> shards(2).shard(null));
    assertEquals("key is null; allowed: not null", failure.getMessage());
  }

  private static String fails(org.junit.jupiter.api.function.Executable call) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void namesKeepTheirOrder() {
    var names = new ArrayList<>(List.of("x", "a", "m"));
    assertEquals(names, ShardMap.of(names).shards());
    names.remove("a");
    assertEquals(names, ShardMap.of(List.of("x", "a", "m")).without("a").shards());
  }
}

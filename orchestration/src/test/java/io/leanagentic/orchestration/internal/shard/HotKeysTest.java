package io.leanagentic.orchestration.internal.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which keys are hot, by few counters. */
final class HotKeysTest {
  private static final long SECOND = 1_000_000_000L;

  private static List<HotKeys.Estimate> sorted(HotKeys keys, long now) {
    return keys.estimates(now).stream()
        .sorted(Comparator.comparingDouble(HotKeys.Estimate::count).reversed())
        .toList();
  }

  @Test
  void theHotOnesAreFoundAmongManyColdOnes() {
    var random = new SplittableRandom(1);
    var keys = new HotKeys(64, SECOND, 0, 1);
    for (int i = 0; i < 100_000; i++) {
      double p = random.nextDouble();
      Object key = p < 0.2 ? "hot" : p < 0.3 ? "warm" : "cold-" + random.nextInt(100_000);
      keys.add(key, 0);
    }
    var found = sorted(keys, 0);
    assertEquals("hot", found.get(0).key());
    assertEquals("warm", found.get(1).key());
    double total = keys.total(0);
    assertEquals(0.2, found.get(0).count() / total, 0.02);
    assertEquals(0.1, found.get(1).count() / total, 0.02);
    for (var estimate : found) { // never too small, and too large by the error at most
      assertTrue(estimate.error() <= total / 64, estimate::toString);
    }
  }

  @Test
  void itNeverWatchesMoreKeysThanItsCapacity() {
    var keys = new HotKeys(8, SECOND, 0, 1);
    for (int i = 0; i < 10_000; i++) {
      keys.add(i, i * SECOND / 100);
      assertTrue(keys.size() <= 8);
    }
  }

  @Test
  void whatWasHotIsForgotten() {
    var keys = new HotKeys(8, SECOND, 0, 1);
    for (int i = 0; i < 1000; i++) {
      keys.add("morning", 0);
    }
    long evening = 200 * SECOND;
    keys.add("evening", evening);
    assertEquals("evening", sorted(keys, evening).getFirst().key());
    assertEquals(1, keys.total(evening), 0.01);
    assertEquals(0.5, keys.total(evening + SECOND), 0.01);
  }

  @Test
  void oneInThirtyTwoIsSampledAndNotAtARhythm() {
    var keys = new HotKeys(8, SECOND, 0, 1);
    int[] sampled = new int[64];
    for (int i = 0; i < 640_000; i++) {
      if (keys.isSampled()) {
        sampled[i % 64]++;
      }
    }
    for (int count : sampled) { // each of 64 keys in turn
      assertEquals(10_000.0 / 32, count, 100);
    }
  }
}

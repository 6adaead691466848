package io.leanagentic.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

final class WarmUpTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  @Test
  void lastsAsLongAsIterationsGetFaster() {
    // The first window at full speed, and three that are no faster.
    assertEquals(4 * 50, iterations(SECOND, _ -> 20 * MILLI));
    assertEquals(5 + 4 * 50, iterations(SECOND, i -> i < 5 ? (6 - i) * SECOND / 2 : 20 * MILLI));
  }

  @Test
  void isNotLongerForIterationsThatDiffer() {
    assertEquals(4 * 20, iterations(SECOND, i -> (i % 2 == 0 ? 49 : 51) * MILLI));
  }

  @Test
  void lastsAtLeastAsLongAsAsked() {
    assertEquals(100, iterations(10 * SECOND, _ -> 100 * MILLI));
  }

  @Test
  void endsThoughIterationsGetFasterForEver() {
    assertEquals(3, iterations(SECOND, i -> (8 - i) * SECOND));
  }

  private static int iterations(long least, IntToLongFunction nanos) {
    var warmUp = new WarmUp(least);
    int count = 0;
    while (!warmUp.isOverAfter(nanos.applyAsLong(count++))) {}
    return count;
  }
}

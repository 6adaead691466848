package io.leanagentic.internal.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeMetrics.Percentiles;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles against the sorted times. */
final class TimeHistogramTest {
  private final TimeHistogram histogram = new TimeHistogram();

  @Test
  void withoutSamplesAllIsZero() {
    assertEquals(new Percentiles(0, 0, 0, 0, 0), histogram.percentiles());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 15, 16, 17, 1_000, 123_456_789, Long.MAX_VALUE})
  void oneTimeIsFoundAgain(long nanos) {
    histogram.add(nanos);
    Percentiles all = histogram.percentiles();
    assertEquals(1, all.samples());
    for (long found : new long[] {all.p50(), all.p90(), all.p99(), all.max()}) {
      near(nanos, found);
    }
  }

  private static void near(long exact, long found) {
    assertTrue(
        found >= exact && found - exact <= exact / 16, () -> "not " + exact + " but " + found);
  }

  @Test
  void aNegativeTimeCountsAsNone() {
    histogram.add(-5);
    assertEquals(new Percentiles(1, 0, 0, 0, 0), histogram.percentiles());
  }

  @Test
  void percentilesAreExactToASixteenth() {
    var random = new SplittableRandom(3);
    long[] times = random.longs(10_000, 0, 1L << 40).map(t -> t >>> random.nextInt(40)).toArray();
    for (long time : times) {
      histogram.add(time);
    }
    Arrays.sort(times);
    Percentiles all = histogram.percentiles();
    near(times[4_999], all.p50());
    near(times[8_999], all.p90());
    near(times[9_899], all.p99());
    near(times[9_999], all.max());
    assertEquals(10_000, all.samples());
  }
}

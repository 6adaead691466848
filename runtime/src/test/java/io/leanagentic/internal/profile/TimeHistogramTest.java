package io.leanagentic.internal.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.RuntimeMetrics.Percentiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles against the sorted times. */
final class TimeHistogramTest {
  private static final double[] SHARES = {0.5, 0.9, 0.99, 1};

  private final TimeHistogram histogram = new TimeHistogram();

  @Test
  void withoutSamplesAllIsZero() {
    TimeHistogram.Snapshot none = histogram.snapshot();
    assertEquals(0, none.samples());
    for (double share : SHARES) {
      assertEquals(0, none.percentile(share));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 15, 16, 17, 1_000, 123_456_789, Long.MAX_VALUE})
  void oneTimeIsFoundAgain(long nanos) {
    histogram.add(nanos);
    TimeHistogram.Snapshot all = histogram.snapshot();
    assertEquals(1, all.samples());
    for (double share : SHARES) {
      near(nanos, all.percentile(share));
    }
  }

  private static void near(long exact, long found) {
    assertTrue(
        found >= exact && found - exact <= exact / 16, () -> "not " + exact + " but " + found);
  }

  @Test
  void whatManyThreadsAddIsAllThere() throws InterruptedException {
    var shared = new TimeHistogram(64);
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 20; t++) {
      long nanos = 1_000L * t;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 100; i++) {
                  shared.add(nanos);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    TimeHistogram.Snapshot all = shared.snapshot();
    assertEquals(2_000, all.samples());
    near(9_000, all.percentile(0.5));
    near(19_000, all.percentile(1));
  }

  @Test
  void aNegativeTimeCountsAsNone() {
    histogram.add(-5);
    TimeHistogram.Snapshot all = histogram.snapshot();
    assertEquals(1, all.samples());
    assertEquals(0, all.percentile(1));
  }

  @Test
  void percentilesAreExactToASixteenth() {
    var random = new SplittableRandom(3);
    long[] times = random.longs(10_000, 0, 1L << 40).map(t -> t >>> random.nextInt(40)).toArray();
    for (long time : times) {
      histogram.add(time);
    }
    Arrays.sort(times);
    TimeHistogram.Snapshot all = histogram.snapshot();
    near(times[4_999], all.percentile(0.5));
    near(times[8_999], all.percentile(0.9));
    near(times[9_899], all.percentile(0.99));
    near(times[9_999], all.percentile(1));
    assertEquals(10_000, all.samples());
  }

  @Test
  void ofWhatWasAddedLater() {
    var histogram = new TimeHistogram(1);
    for (int i = 0; i < 1_000; i++) {
      histogram.add(1_000_000);
    }
    TimeHistogram.Snapshot earlier = histogram.snapshot();
    histogram.add(100);
    histogram.add(200);
    Percentiles later = histogram.snapshot().since(earlier);
    assertEquals(2, later.samples());
    near(100, later.p50());
    near(200, later.max());
    assertEquals(0, earlier.since(earlier).samples());
  }
}

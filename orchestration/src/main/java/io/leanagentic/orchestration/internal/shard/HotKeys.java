package io.leanagentic.orchestration.internal.shard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The keys of one shard that got the most messages lately, in bounded memory. */
final class HotKeys {
  /*
   * Space-Saving: `capacity` keys have a counter each. A key that has none takes over the smallest counter with its
   * count, which is then the most by which the new key may be overestimated. A key with more than 1/capacity of all
   * samples always has a counter. A. Metwally, D. Agrawal, A. El Abbadi, Efficient Computation of Frequent and Top-k
   * Elements in Data Streams, ICDT 2005.
   *
   * Forward decay: a later sample weighs more, 2^(time / half-life), so that earlier ones need no aging. Before the
   * weights get too large, all are divided by the same number. G. Cormode et al., Forward Decay, ICDE 2009.
   *
   * The owner samples every 1st to 63rd of its messages, drawn at random, so that no rhythm of the messages hides a
   * key. Only then does it take the lock, which readers take too.
   */
  private static final int MOST_GAP = 64;
  private static final double MOST_EXPONENT = 64;

  private final int capacity;
  private final double halfLife;
  private final SplittableRandom random;
  private int left = 1;

  private final Map<Object, Counter> counters = new HashMap<>();
  private double total;
  private long landmark;

  /** The samples of one key. */
  private static final class Counter {
    double count;
    double error;
  }

  /** What is known about one key, weighted as of now. */
  record Estimate(Object key, double count, double error) {}

  HotKeys(int capacity, long halfLifeNanos, long now, long seed) {
    this.capacity = capacity;
    this.halfLife = halfLifeNanos;
    this.landmark = now;
    this.random = new SplittableRandom(seed);
  }

  /** Whether the next message is to be {@linkplain #add added}. In the owner's turns. */
  boolean isSampled() {
    if (--left > 0) {
      return false;
    }
    left = 1 + random.nextInt(MOST_GAP - 1);
    return true;
  }

  synchronized void add(Object key, long now) {
    double exponent = (now - landmark) / halfLife;
    if (exponent > MOST_EXPONENT) {
      double scale = Math.pow(2, -exponent);
      counters
          .values()
          .forEach(counter -> {
            counter.count *= scale;
            counter.error *= scale;
          });
      total *= scale;
      landmark = now;
      exponent = 0;
    }
    double weight = Math.pow(2, exponent);
    total += weight;
    Counter counter = counters.get(key);
    if (counter == null) {
      counter = new Counter();
      if (counters.size() == capacity) {
        var smallest = smallest();
        counters.remove(smallest.getKey());
        counter.count = smallest.getValue().count;
        counter.error = counter.count;
      }
      counters.put(key, counter);
    }
    counter.count += weight;
  }

  private Map.Entry<Object, Counter> smallest() {
    Map.Entry<Object, Counter> smallest = null;
    for (var entry : counters.entrySet()) {
      if (smallest == null || entry.getValue().count < smallest.getValue().count) {
        smallest = entry;
      }
    }
    if (smallest == null) {
      throw new AssertionError("no counters");
    }
    return smallest;
  }

  /** All keys with a counter, in any order. */
  synchronized List<Estimate> estimates(long now) {
    double scale = scale(now);
    List<Estimate> all = new ArrayList<>();
    counters.forEach(
        (key, counter) -> all.add(new Estimate(key, counter.count * scale, counter.error * scale)));
    return all;
  }

  /** The weight of all samples as of now. */
  synchronized double total(long now) {
    return total * scale(now);
  }

  private double scale(long now) {
    return Math.pow(2, -(now - landmark) / halfLife);
  }

  /** How many keys are watched. */
  synchronized int size() {
    return counters.size();
  }
}

package io.leanagentic.observe.internal.look;

import io.leanagentic.capability.Val;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The streaks of events, by what they have in common. Bounded; any thread. */
public final class Streaks<K> {
  /** Without another event for so long, a streak is over. */
  static final long GAP_NANOS = Duration.ofSeconds(10).toNanos();

  private static final int MOST = 1_000;

  private final ConcurrentHashMap<K, Streak> byKey = new ConcurrentHashMap<>();
  private final AtomicLong prunedAt = new AtomicLong(Long.MIN_VALUE);

  /** Notes an event; those of new kinds are left out while there are too many kinds. */
  void add(K key, long now, @Val @Nullable Object detail) {
    Streak streak = byKey.get(key);
    if (streak != null && now - streak.lastNanos() > GAP_NANOS) {
      byKey.remove(key, streak);
      streak = null;
    }
    if (streak == null) {
      if (byKey.size() >= MOST && !prune(now)) {
        return;
      }
      streak = byKey.computeIfAbsent(key, none -> new Streak(now));
    }
    streak.add(now, detail);
  }

  /** Forgets what is over; returns whether there is room. At most once a second. */
  private boolean prune(long now) {
    long before = prunedAt.get();
    if ((before == Long.MIN_VALUE || now - before > GAP_NANOS / 10)
        && prunedAt.compareAndSet(before, now)) {
      live(now);
    }
    return byKey.size() < MOST;
  }

  /** Those that are not over. */
  public Map<K, Streak> live(long now) {
    byKey.values().removeIf(streak -> now - streak.lastNanos() > GAP_NANOS);
    return Map.copyOf(byKey);
  }
}

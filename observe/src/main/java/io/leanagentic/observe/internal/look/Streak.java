package io.leanagentic.observe.internal.look;

import io.leanagentic.capability.Val;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Events of one kind, each of which came soon after the one before. Any thread. */
public final class Streak {
  private final long begunNanos;
  private final LongAdder count = new LongAdder();
  private volatile long lastNanos;
  private volatile @Val @Nullable Object example;

  Streak(long now) {
    begunNanos = now;
    lastNanos = now;
  }

  void add(long now, @Val @Nullable Object detail) {
    count.increment();
    lastNanos = now;
    example = detail;
  }

  /** How many. */
  public long count() {
    return count.sum();
  }

  /** When the first one came, in ns. */
  public long begunNanos() {
    return begunNanos;
  }

  /** When the last one came, in ns. */
  public long lastNanos() {
    return lastNanos;
  }

  /** What came with the last one. */
  public @Val @Nullable Object example() {
    return example;
  }
}

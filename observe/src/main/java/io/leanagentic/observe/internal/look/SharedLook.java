package io.leanagentic.observe.internal.look;

import io.leanagentic.observe.Query;
import io.leanagentic.observe.Snapshot;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last look, or a new one if that is old: after a second, and later if it takes much of a
 * processor. So all who ask together cost what one costs. One thread at a time.
 */
public final class SharedLook {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  /** A look that took t of a processor is followed by the next no sooner than this many t later. */
  private static final long SPARING = 130;

  private static final int MOST_SHOWN = 64;

  private final long sparing;
  private @Nullable Function<Query, Snapshot> last;
  private long lookedAt; // ns
  private long cost; // of the last look and all that was shown of it, in ns of a processor

  /** What was shown of it, lately used last: the same query gets the same snapshot. */
  private final LinkedHashMap<Query, Snapshot> shown = new LinkedHashMap<>(16, 0.75f, true);

  private SharedLook(long sparing) {
    this.sparing = sparing;
  }

  /** For a clock that goes on while a look takes its time. */
  public static SharedLook sparing() {
    return new SharedLook(SPARING);
  }

  /** For a clock that stands still meanwhile. */
  public static SharedLook everySecond() {
    return new SharedLook(0);
  }

  /** What {@code query} asks for at {@code now}, in ns; {@code look} takes a new look. */
  public Snapshot show(Query query, long now, Supplier<Function<Query, Snapshot>> look) {
    long begun = processorTime();
    Function<Query, Snapshot> seen = last;
    if (seen == null || isOld(now)) {
      seen = look.get();
      last = seen;
      lookedAt = now;
      cost = 0;
      shown.clear();
    }
    Snapshot snapshot = shown.computeIfAbsent(query, seen);
    if (shown.size() > MOST_SHOWN) {
      shown.pollFirstEntry(); // the one that was not asked for the longest
    }
    cost += processorTime() - begun;
    return snapshot;
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private boolean isOld(long now) {
    return now - lookedAt >= Math.max(PERIOD, sparing * cost);
  }

  /** Forgets a look that is too old to be shown: it holds agents. */
  public void forgetOld(long now) {
    if (isOld(now)) {
      last = null;
      shown.clear();
    }
  }
}

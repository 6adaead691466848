package io.leanagentic.internal.agent;

import io.leanagentic.extension.Talk;
import io.leanagentic.extension.TypeTalk;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Who sends to whom, counted by samples while somebody looks. Any thread. */
public final class Talks {
  /*
   * Structure
   *   One message in 64 is sampled anyway, for its time in the mailbox. There, and only while the host has such a table,
   *   sender and recipient are counted: as two agents, and as two classes, since pairs of agents may be too many. A
   *   table has at most MOST pairs. One that was silent for PATIENCE is forgotten at the next look, and a new one is
   *   left out while there is no room. When nobody has looked for PATIENCE, the host drops the table.
   *
   *   To count a sample costs more than many messages, so more than about 20,000 a second are not worth it. `mask` says
   *   which part of them is left out, by chance: it gets one bit more when PACE samples came too soon after each other,
   *   and one less when they came late. Each that is counted stands for those that are not.
   *
   * Ordering
   *   `mask`, `paced`, `pacedNanos`: plain, since a lost update only delays the next step.
   *
   * Invariants
   *   T1  nothing is counted unless somebody looks                         TalksTest.nothingIsCountedUnlessSomebodyLooks
   *   T2  a table is bounded, and forgets pairs that are silent            TalksTest.silentPairsMakeRoom
   *   T3  where there are too many samples, some stand for all             TalksTest.ofVeryManySamplesSomeStandForAll
   */
  static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long REFRESH_NANOS = 1_000_000_000L;
  static final int MOST = 1_000;
  private static final int PACE = 2_048; // samples that are counted between two looks at the time
  private static final long SOON_NANOS = 100_000_000L;
  private static final long LATE_NANOS = 400_000_000L;
  private static final int MOST_LEFT_OUT = (1 << 12) - 1; // of so many and one
  private static final long SCATTER = 0x9E3779B97F4A7C15L; // the golden ratio
  private static final int SCATTER_SHIFT = 40;

  /** Two agents, or two classes; each is itself only. */
  private record Pair<T>(@Nullable T from, T to) {}

  private static final class Count {
    private final LongAdder messages = new LongAdder();
    private volatile long lastNanos;

    Count(long now) {
      lastNanos = now;
    }
  }

  private final ConcurrentHashMap<Pair<AgentCell<?>>, Count> agents = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Pair<Class<?>>, Count> types = new ConcurrentHashMap<>();
  private volatile long lookedNanos;
  private int mask;
  private int paced;
  private long pacedNanos;

  Talks(long now) {
    lookedNanos = now;
    pacedNanos = now;
  }

  /** Notes a sample, which stands for {@code weight} messages; false if nobody looks any more. */
  boolean note(@Nullable AgentCell<?> from, AgentCell<?> to, int weight, long now) {
    int leftOut = mask;
    if (((int) ((now * SCATTER) >>> SCATTER_SHIFT) & leftOut) == 0) {
      int all = weight * (leftOut + 1);
      count(agents, new Pair<>(from, to), all, now);
      count(
          types,
          new Pair<>(from == null ? null : AgentInspector.type(from), AgentInspector.type(to)),
          all,
          now);
      if (++paced >= PACE) {
        pace(now);
      }
    }
    return now - lookedNanos <= PATIENCE_NANOS;
  }

  /** Leaves out more, or less, by how long it is since the last time. */
  private void pace(long now) {
    long took = now - pacedNanos;
    paced = 0;
    pacedNanos = now;
    if (took > LATE_NANOS) {
      mask >>>= 1;
    } else if (took > 0 && took < SOON_NANOS) {
      mask = Math.min(2 * mask + 1, MOST_LEFT_OUT);
    }
  }

  private static <T> void count(
      ConcurrentHashMap<Pair<T>, Count> counts, Pair<T> pair, int weight, long now) {
    Count count = counts.get(pair);
    if (count == null) {
      if (counts.mappingCount() >= MOST) {
        return;
      }
      count = counts.computeIfAbsent(pair, none -> new Count(now));
    }
    count.messages.add(weight);
    if (now - count.lastNanos > REFRESH_NANOS) { // seldom: all writers share it
      count.lastNanos = now;
    }
  }

  /** Somebody looks at {@code now}. */
  void looked(long now) {
    lookedNanos = now;
    if (now - pacedNanos > LATE_NANOS) {
      pace(now);
    }
    forgetSilent(agents, now);
    forgetSilent(types, now);
  }

  private static void forgetSilent(ConcurrentHashMap<?, Count> counts, long now) {
    counts.values().removeIf(count -> now - count.lastNanos > PATIENCE_NANOS);
  }

  /** By agents. */
  public List<Talk> agents() {
    return agents.entrySet().stream()
        .map(entry ->
            new Talk(entry.getKey().from(), entry.getKey().to(), entry.getValue().messages.sum()))
        .toList();
  }

  /** By what handles their messages. */
  public List<TypeTalk> types() {
    return types.entrySet().stream()
        .map(entry ->
            new TypeTalk(
                entry.getKey().from(), entry.getKey().to(), entry.getValue().messages.sum()))
        .toList();
  }
}

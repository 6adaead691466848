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
   * Invariants
   *   T1  nothing is counted unless somebody looks                         TalksTest.nothingIsCountedUnlessSomebodyLooks
   *   T2  a table is bounded, and forgets pairs that are silent            TalksTest.silentPairsMakeRoom
   */
  static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long REFRESH_NANOS = 1_000_000_000L;
  static final int MOST = 1_000;

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

  Talks(long now) {
    lookedNanos = now;
  }

  /** Notes a sample, which stands for {@code weight} messages; false if nobody looks any more. */
  boolean note(@Nullable AgentCell<?> from, AgentCell<?> to, int weight, long now) {
    count(agents, new Pair<>(from, to), weight, now);
    count(
        types,
        new Pair<>(from == null ? null : AgentInspector.type(from), AgentInspector.type(to)),
        weight,
        now);
    return now - lookedNanos <= PATIENCE_NANOS;
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

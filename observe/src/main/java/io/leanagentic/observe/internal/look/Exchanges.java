package io.leanagentic.observe.internal.look;

import io.leanagentic.AgentRef;
import io.leanagentic.extension.Inspection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who sent how much to whom between two looks. One thread at a time. */
public final class Exchanges {
  private static final Comparator<Exchange<?>> MOST =
      Comparator.<Exchange<?>>comparingLong(Exchange::messages).reversed();

  /** Messages of a pair; from outside of agents if the sender is null. */
  public record Exchange<T>(@Nullable T from, T to, long messages) {}

  /** What was sent since the last time: most of it first, by agents and by types. */
  public record Between(
      List<Exchange<AgentRef<?>>> agents, List<Exchange<Class<?>>> types, double seconds) {}

  private record Pair(@Nullable Object from, Object to) {}

  private Map<Pair, Long> before = Map.of();
  private Map<Pair, Long> now = Map.of();
  private long lookedAt;
  private boolean begun;

  /** None so far. */
  public Exchanges() {}

  /** Looks at {@code nanos}. The first time, nobody knows when what was counted was sent. */
  Between look(Inspection inspection, long nanos) {
    before = now;
    now = new HashMap<>();
    List<Exchange<AgentRef<?>>> agents =
        most(inspection.talks().stream().map(talk -> since(talk.from(), talk.to(), talk.count())));
    List<Exchange<Class<?>>> types =
        most(
            inspection.typeTalks().stream()
                .map(talk -> since(talk.from(), talk.to(), talk.count())));
    double seconds = Math.max(1, nanos - lookedAt) / 1e9;
    boolean first = !begun;
    begun = true;
    lookedAt = nanos;
    return first ? new Between(List.of(), List.of(), 1) : new Between(agents, types, seconds);
  }

  private static <T> List<Exchange<T>> most(Stream<Exchange<T>> all) {
    return all.filter(it -> it.messages() > 0).sorted(MOST).toList();
  }

  /** A pair that was forgotten meanwhile begins anew. */
  private <T> Exchange<T> since(@Nullable T from, T to, long count) {
    var pair = new Pair(from, to);
    now.put(pair, count);
    long known = before.getOrDefault(pair, 0L);
    return new Exchange<>(from, to, count >= known ? count - known : count);
  }
}

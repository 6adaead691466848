package io.leanagentic.observe.otel;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.ContextScope;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.CapUnchecked;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes contexts of OpenTelemetry as pairs that go along with messages, and reads them. */
final class Carrier {
  private static final int MOST_PAIRS = 16;
  private static final int LONGEST = 1_000;

  /** Reads pairs as headers. */
  private static final class Getter implements TextMapGetter<Map<String, Object>> {
    @Override
    public Iterable<String> keys(Map<String, Object> pairs) {
      return pairs.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, Object> pairs, String key) {
      return pairs != null && pairs.get(key) instanceof String text ? text : null;
    }
  }

  private final TextMapPropagator propagator;

  Carrier(TextMapPropagator propagator) {
    this.propagator = propagator;
  }

  /** What {@code pairs} say; the root if they say nothing. */
  @CapUnchecked("propagators only read the pairs")
  Context read(@Box Map<String, Object> pairs) {
    return pairs.isEmpty()
        ? Context.root()
        : propagator.extract(Context.root(), pairs, new Getter());
  }

  /** From here to the end of the turn, {@code own} goes along. */
  void write(AgentContext<?> context, Context own) {
    fitting(context.pairs(), own).forEach((name, value) -> context.with(name, value));
  }

  /** A scope for which {@code own} goes along, if it has anything to say. */
  Optional<ContextScope> scope(AgentRuntime runtime, Context own) {
    ContextScope scope = null;
    for (var pair : fitting(runtime.pairs(), own).entrySet()) {
      scope =
          scope == null
              ? runtime.with(pair.getKey(), pair.getValue())
              : scope.with(pair.getKey(), pair.getValue());
    }
    return Optional.ofNullable(scope);
  }

  /** What fits beside {@code pairs}: a trace that does not is lost, and no message is. */
  private Map<String, String> fitting(Map<String, Object> pairs, Context own) {
    var all = new LinkedHashMap<String, String>();
    propagator.inject(
        own,
        all,
        (headers, name, value) -> {
          if (headers != null && value.length() <= LONGEST) {
            headers.put(name, value);
          }
        });
    long more = all.keySet().stream().filter(name -> !pairs.containsKey(name)).count();
    return pairs.size() + more <= MOST_PAIRS ? all : Map.of();
  }
}

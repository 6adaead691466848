// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Entry<V> { final V value; final Instant until; int hits; Entry(V value, Instant until) { this.value = value; this.until = until; } }
sealed interface C { record Put(String k, String v, Duration ttl) implements C {} record Get(String k, Reply<Optional<String>> reply) implements C {} record Sizes(Reply<Map<String, Integer>> reply) implements C {} }
final class Cache implements Behavior<C> {
  private final Map<String, Entry<String>> map = new LinkedHashMap<>(); private final InstantSource clock = InstantSource.system();
  @Override public void receive(AgentContext<C> context, C m) {
    switch (m) {
      case C.Put p -> map.put(p.k(), new Entry<>(p.v(), clock.instant().plus(p.ttl())));
      case C.Get g -> g.reply().send(Optional.ofNullable(map.get(g.k())).filter(e -> e.until.isAfter(clock.instant())).map(e -> { e.hits++; return e.value; }));
      case C.Sizes s -> { map.entrySet().removeIf(e -> e.getValue().until.isBefore(clock.instant())); s.reply().send(map.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().hits))); }
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<C> c = rt.spawn(Cache::new); c.signal(new C.Put("a", "b", Duration.ofSeconds(1))); Await<Map<String, Integer>> s = c.ask(C.Sizes::new, Duration.ofSeconds(1)); s.join().clear(); } } }

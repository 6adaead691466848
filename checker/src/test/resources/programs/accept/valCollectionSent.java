// accept: a collection that cannot be written is sent to as many as like
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;
@Val final class X { final int n = 1; }
record Names(@Val List<String> names) implements Message { Names { names = List.copyOf(names); } }
record Any(@Val List<String> names) implements Message {}
record Full(@Val List<String> names, int n) implements Message { Full(@Val List<String> names, int n) { this.names = Collections.unmodifiableList(names); this.n = n; } }
final class Held { private final @Val List<String> names; private final @Val Set<String> fixed = Set.of("a"); private final List<String> more;
  Held(List<String> names) { this.names = List.copyOf(names); this.more = List.copyOf(names); }
  @Val List<String> names() { return List.copyOf(names); }
  @Val List<String> same() { return names; }
  void both(AgentRef<List<String>> a, AgentRef<Set<String>> b) { a.signal(names); a.signal(names); a.signal(more); b.signal(fixed); b.signal(fixed); } }
final class Fan<T> { private final @Val T item; Fan(@Val T item) { this.item = item; }
  void both(AgentRef<T> a, AgentRef<T> b) { a.signal(item); b.signal(item); } }
final class Desk implements Behavior<Names> { private final AgentRef<List<String>> out; private final Map<String, List<String>> seen = new HashMap<>();
  Desk(AgentRef<List<String>> out) { this.out = out; }
  @Override public void receive(AgentContext<Names> c, Names m) { out.signal(m.names()); out.signal(List.copyOf(m.names())); seen.put("a", m.names().stream().collect(Collectors.toCollection(ArrayList::new))); 
    out.signal(seen.get("a").stream().toList()); out.signal(new ArrayList<>(m.names())); if (m instanceof Names(var n)) { out.signal(n); } } }
final class Main {
  static final List<String> FIXED = List.of("a", "b"); static final @Val List<String> WORDED = List.of("a"); static final Map<String, Integer> SIZES = Map.of("a", 1);
  static void ways(AgentRef<List<String>> a, AgentRef<Object> o, Held h, @Val List<String> l, @Val Map<String, Integer> m, AgentRef<Map<String, Integer>> b, Full f, Any any) {
    List<String> fixed = List.of("a"); a.signal(fixed); a.signal(fixed); a.signal(FIXED); a.signal(FIXED); a.signal(h.names()); a.signal(h.same()); 
    a.signal(List.copyOf(l)); a.signal(l.stream().map(String::trim).toList()); b.signal(Map.copyOf(m)); b.signal(new HashMap<>(m)); b.signal(SIZES); b.signal(Collections.unmodifiableMap(m)); a.signal(Collections.unmodifiableList(l)); a.signal(f.names()); a.signal(List.copyOf(any.names()));
    o.signal(List.of("a")); o.signal("a"); o.signal(new ArrayList<>(l)); o.signal(FIXED); a.signal(fixed.subList(0, 1)); a.signal(fixed.reversed());
    a.signal(l.isEmpty() ? List.of() : List.copyOf(l)); }
  static void lambda(List<AgentRef<List<String>>> all, List<String> mine) { var copy = List.copyOf(mine); all.forEach(each -> each.signal(copy)); for (var each : all) { each.signal(copy); } }
  static <T> void spread(@Val T item, List<AgentRef<T>> all) { for (AgentRef<T> each : all) { each.signal(item); } }
  static void main() { try (var rt = AgentRuntime.start()) { 
    AgentRef<List<String>> a = rt.spawn("a", (c, l) -> IO.println(l)); AgentRef<Names> d = rt.spawn(() -> new Desk(a)); var n = new Names(List.of("x")); d.signal(n); d.signal(n); d.signal(new Names(Cap.freeze(new ArrayList<String>())));
    AgentRef<String> s = rt.spawn("s", (c, l) -> IO.println(l)); new Fan<>("x").both(s, s); spread("x", List.of(s, s)); AgentRef<X> x = rt.spawn("x", (c, l) -> IO.println(l)); spread(new X(), List.of(x, x)); spread(List.of("a"), List.of(a, a)); } } }

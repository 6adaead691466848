// reject: a container says by a word that it holds val, and where it goes there is no such word
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;
final class X { int n; int read() { return n; } }
record Holder<T>(@Val T item) {}
final class Main {
  static void optional(Optional<X> o) { o.get().n = 1; }
  static void shared(ConcurrentHashMap<String, X> m) { m.get("a").n = 1; }
  static void reads(Optional<@Val X> o) { IO.println(o.get().read()); }
  static void main() { try (var rt = AgentRuntime.start()) {
    @Val X x = Cap.freeze(new X());
    Optional<@Val X> o = Optional.of(x); reads(o);
    AgentRef<Optional<X>> a = rt.spawn("a", (c, m) -> m.get().n = 1);
    a.signal(o); a.signal(o); // expect: CAP204, CAP204
    optional(o); // expect: CAP204
    Optional<X> plain = o; // expect: CAP204
    var map = new ConcurrentHashMap<String, @Val X>(); map.put("a", x);
    ConcurrentHashMap<String, @Val X> typed = new ConcurrentHashMap<>(); typed.put("a", x);
    AgentRef<ConcurrentHashMap<String, X>> b = rt.spawn("b", (c, m) -> m.get("a").n = 1);
    b.signal(typed); // expect: CAP204
    shared(typed); // expect: CAP204
    ConcurrentHashMap<String, X> alias = typed; alias.get("a").n = 1; // expect: CAP203
    List<@Val X> rows = new ArrayList<>(); rows.add(x);
    AgentRef<List<X>> l = rt.spawn("l", (c, m) -> m.get(0).n = 1);
    l.signal(List.copyOf(rows)); // expect: CAP204
    l.signal(rows); // expect: CAP204
  } } }

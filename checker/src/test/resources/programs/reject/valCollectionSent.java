// reject: a collection that is val by its declaration only is sent to two agents, which both write it
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;
final class X { int n; int read() { return n; } }
@Val final class Held { private final @Val List<String> names; Held(@Val List<String> names) { this.names = names; }
  void both(AgentRef<List<String>> a, AgentRef<List<String>> b) { a.signal(names); b.signal(names); } // expect: CAP204, CAP204
  @Val List<String> names() { return names; } }
record Names(@Val List<String> names, @Val Object any) implements Message {}
interface Source { @Val Collection<String> names(); }
final class Frozen { final List<String> inside = new ArrayList<>(); @ReadOnly List<String> inside() { return inside; } }
final class Fan<T> { private @Val T item; Fan(@Val T item) { this.item = item; } void put(@Val T next) { item = next; }
  void both(AgentRef<T> a, AgentRef<T> b) { a.signal(item); b.signal(item); } }
final class Open<T> { @Val T item; List<@Val T> all = new ArrayList<>();
  void both(AgentRef<T> a, AgentRef<T> b) { a.signal(item); b.signal(item); }
  void first(AgentRef<T> a, AgentRef<T> b) { a.signal(all.get(0)); b.signal(all.get(0)); } } // expect: CAP204, CAP204
interface Maker<T> { @Val T make(); }
record Carried<T>(@Val T item) {}
final class Main {
  static void parameter(@Val List<String> l, AgentRef<List<String>> a, AgentRef<List<String>> b) {
    a.signal(l); b.signal(l); } // expect: CAP204, CAP204
  static void set(@Val Set<String> l, AgentRef<Set<String>> a) { a.signal(l); } // expect: CAP204
  static void map(@Val Map<String, String> l, AgentRef<Map<String, String>> a) { a.signal(l); } // expect: CAP204
  static void above(@Val ArrayList<String> l, AgentRef<Iterable<String>> a, AgentRef<Collection<String>> b, AgentRef<SequencedCollection<String>> c) {
    @Val Iterable<String> i = l; @Val Collection<String> s = l; @Val SequencedCollection<String> q = l;
    a.signal(i); b.signal(s); c.signal(q); } // expect: CAP204, CAP204, CAP204
  static void object(@Val Object o, @Val X x, AgentRef<Object> a) { a.signal(o); a.signal(x); @Val Object y = x; a.signal(y); } // expect: CAP204, CAP204, CAP204
  static void elements(@Val List<X> l, AgentRef<List<X>> a, AgentRef<List<X>> b) { 
    a.signal(l); b.signal(l); // expect: CAP204, CAP204
    a.signal(List.copyOf(l)); b.signal(l.stream().toList()); } // expect: CAP204, CAP204
  static void component(Names m, AgentRef<List<String>> a, AgentRef<Object> b) { a.signal(m.names()); // expect: CAP204
    b.signal(m.any()); // expect: CAP204
    if (m instanceof Names(var n, var o)) { a.signal(n); b.signal(o); } } // expect: CAP204, CAP204
  static void result(Held h, Source s, AgentRef<List<String>> a, AgentRef<Collection<String>> b) { a.signal(h.names()); // expect: CAP204
    b.signal(s.names()); } // expect: CAP204
  static void views(@Val List<String> l, @Val Map<String, String> m, AgentRef<List<String>> a, AgentRef<Set<String>> s, AgentRef<Collection<String>> c, AgentRef<Set<Map.Entry<String, String>>> e) {
    a.signal(l.subList(0, 1)); a.signal(l.reversed()); s.signal(m.keySet()); c.signal(m.values()); e.signal(m.entrySet()); } // expect: CAP204, CAP204, CAP204, CAP204, CAP204
  static void inside(@Val Frozen f, AgentRef<List<String>> a) { a.signal(f.inside); // expect: CAP204
    a.signal(f.inside()); } // expect: CAP204
  static void local(AgentRef<List<String>> a, AgentRef<List<String>> b) { @Val List<String> v = Cap.freeze(new ArrayList<String>());
    var again = v; a.signal(again); b.signal((List<String>) again); // expect: CAP204, CAP204
    parameter(v, a, b); }
  static void array(@Val String[] v, AgentRef<String[]> a, AgentRef<Object> b) { a.signal(v); // expect: CAP204
    @Val Object o = v; b.signal(o); } // expect: CAP204
  static void answers(@Val List<String> l, Reply<List<String>> r, Channel<List<String>> c) throws InterruptedException {
    c.send(l, Duration.ofSeconds(1)); // expect: CAP204
    r.send(l); } // expect: CAP204
  static void asks(@Val List<String> l, AgentRef<List<String>> a) { a.ask(r -> l, Duration.ofSeconds(1)).join(); } // expect: CAP204
  static void branches(boolean f, @Val List<String> l, AgentRef<List<String>> a) { a.signal(f ? List.of("a") : l); // expect: CAP204
    List<String> some = List.of(); if (f) { some = l; } a.signal(some); } // expect: CAP204
  static void lambda(@Val List<String> l, AgentRef<List<String>> a) { Runnable r = () -> a.signal(l); r.run(); } // expect: CAP204
  static void lambdaOfBoth(boolean f, @Val List<String> l, AgentRef<List<String>> a) { var v = Cap.freeze(new ArrayList<String>()); 
    for (int i = 0; i < 2; i++) { List<String> w = i == 0 ? List.of() : v; Runnable r = () -> a.signal(w); r.run(); } } // expect: CAP204
  static void generics(@Val X x, AgentRef<X> a, AgentRef<X> b, Maker<X> m) { 
    new Fan<>(x).both(a, b); // expect: CAP204
    Fan<X> fan = new Fan<>(null); fan.put(x); // expect: CAP204
    Open<X> open = new Open<>(); open.item = x; // expect: CAP204
    open.all.add(x); open.both(a, b); open.first(a, b); made(m, a); carried(new Carried<>(x), a); } // expect: CAP204
  static <T> void made(Maker<T> m, AgentRef<T> a) { a.signal(m.make()); } // expect: CAP204
  static <T> void carried(Carried<T> c, AgentRef<T> a) { a.signal(c.item()); }
  static <T> void tagged(@Tag T t, AgentRef<T> a) { a.signal(t); } // expect: CAP204
  static final List<String> NEVER = new ArrayList<>(List.of("a"));
  static void constant(AgentRef<List<String>> a) { a.signal(NEVER); } // expect: CAP204
  static void main() { } }

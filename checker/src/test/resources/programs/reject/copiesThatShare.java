// reject: each copy still reaches a part of what the agent goes on writing
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;

final class Part { int n; Part copy() { var c = new Part(); c.n = n; return c; } }
final class Deep { final List<Part> parts = new ArrayList<>(); Deep() {} Deep(Deep other) { parts.addAll(other.parts); } }
final class Flat { int[] cells = {1}; static Flat copyOf(Flat f) { var c = new Flat(); c.cells = f.cells; return c; } }
final class Chain { Part part; Chain next; Chain() {} Chain(Chain o) { part = new Part(); next = o.next == null ? o : new Chain(o.next); } }
final class Ping { Part p; static Ping of(Ping o, int n) { return n == 0 ? o : Pong.of(o, n - 1); } }
final class Pong { static Ping of(Ping o, int n) { return n == 0 ? new Ping() : Ping.of(o, n - 1); } }
final class Wrapper { final Part inner; Wrapper(Part inner) { this.inner = inner; } Part inner() { return inner; } }
final class Fields { private final Part first; private Part second; { second = new Part(); } Fields(Part p) { Part q = p; first = q; } }
@Shared final class Registry { private final Part part = new Part(); Part part() { return part; } }
final class FromShared { final Part part; FromShared(Registry r) { part = r.part(); } }
final class Keeper implements Behavior<String> {
  private final Deep deep = new Deep(); private final Flat flat = new Flat(); private final Chain chain = new Chain(); private final Ping ping = new Ping();
  private final List<Part> parts = new ArrayList<>(); private final Map<String, Part> byName = new HashMap<>(); private final Wrapper wrapper = new Wrapper(new Part());
  private final AgentRef<Object> out; private final Registry registry;
  Keeper(AgentRef<Object> out, Registry registry) { this.out = out; this.registry = registry; }
  @Override public void receive(AgentContext<String> context, String s) {
    out.signal(new Deep(deep)); // expect: CAP102
    out.signal(Flat.copyOf(flat)); // expect: CAP102
    out.signal(new Chain(chain)); // expect: CAP102
    out.signal(Ping.of(ping, 3)); // expect: CAP102
    out.signal(new Fields(parts.getFirst())); // expect: CAP102
    out.signal(new FromShared(registry)); // expect: CAP102
    out.signal(parts.stream().map(Wrapper::new).toList()); // expect: CAP102
    out.signal(Stream.of(wrapper).map(Wrapper::inner).toList()); // expect: CAP102
    out.signal(parts.stream().map(p -> p.n > 0 ? p : p.copy()).toList()); // expect: CAP102
    out.signal(parts.stream().map(Part::copy).map(p -> wrapper.inner()).toList()); // expect: CAP102
    out.signal(parts.stream().map(Part::copy).peek(parts::add).toList()); // expect: CAP102
    out.signal(Optional.of(wrapper).map(Wrapper::inner)); // expect: CAP102
    Map<String, Part> copied = new HashMap<>();
    byName.forEach((k, v) -> copied.put(k, v));
    out.signal(copied); // expect: CAP102
    List<Part> mine = new ArrayList<>();
    parts.stream().filter(p -> p.n > 0).forEach(p -> mine.add(p));
    out.signal(mine); // expect: CAP102
    List<Part> taken = new ArrayList<>();
    byName.computeIfAbsent(s, k -> { var p = new Part(); taken.add(p); return p; });
    out.signal(taken); // expect: CAP102
    parts.stream().map(p -> new Wrapper(p)).forEach(out::signal); // expect: CAP401
    Supplier<Part> supplier = registry::part;
    out.signal(supplier.get()); // expect: CAP102
    Supplier<Part> lambda = () -> registry.part();
    out.signal(lambda.get()); // expect: CAP102
  }
}
final class Twice implements Behavior<String> {
  private final List<Part> parts = new ArrayList<>(); private final AgentRef<Object> out;
  Twice(AgentRef<Object> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) {
    Optional<Part> one = parts.stream().findFirst().map(Part::copy);
    parts.add(one.get());
    out.signal(one.get()); // expect: CAP102
    Function<Part, Part> either = s.isEmpty() ? Part::copy : p -> p;
    out.signal(parts.stream().map(either).toList()); // expect: CAP102
    Optional<Part> two = parts.stream().findFirst().map(Part::copy);
    two.ifPresent(out::signal); parts.add(two.get()); // expect: CAP101
    Map<String, Part> all = new HashMap<>();
    out.signal(parts.stream().collect(Collectors.groupingBy(p -> "" + p.n, Collectors.toList()))); // expect: CAP102
    out.signal(parts.stream().collect(Collectors.toMap(p -> "" + p.n, Part::copy, (a, b) -> a, () -> all))); // expect: CAP102
    all.clear();
  }
}

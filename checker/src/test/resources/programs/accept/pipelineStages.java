// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

interface Stage<A, B> { B apply(A a); default <C> Stage<A, C> then(Stage<? super B, ? extends C> next) { return a -> next.apply(apply(a)); } }
record Raw(String line) {} record Parsed(String key, double value) {} record Done(String key, double mean, long n) {}
final class Parse implements Behavior<Raw> {
  private final AgentRef<Parsed> next;
  Parse(AgentRef<Parsed> next) { this.next = next; }
  @Override public void receive(AgentContext<Raw> context, Raw raw) {
    String[] kv = raw.line().split("=", 2);
    if (kv.length == 2) next.signal(new Parsed(kv[0].strip(), Double.parseDouble(kv[1])));
  }
}
final class Average implements Behavior<Parsed> {
  private static final class Sum { double total; long n; void add(double v) { total += v; n++; } }
  private final Map<String, Sum> sums = new TreeMap<>(); private final AgentRef<Done> next;
  Average(AgentRef<Done> next) { this.next = next; }
  @Override public void receive(AgentContext<Parsed> context, Parsed p) {
    Sum s = sums.computeIfAbsent(p.key(), k -> new Sum());
    s.add(p.value());
    if (s.n % 2 == 0) next.signal(new Done(p.key(), s.total / s.n, s.n));
  }
  @Override public void onStop(AgentContext<Parsed> context) { sums.forEach((k, s) -> next.signal(new Done(k, s.total / s.n, s.n))); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Done> end = rt.spawn("end", (c, d) -> IO.println(d));
  AgentRef<Parsed> average = rt.spawn(() -> new Average(end));
  AgentRef<Raw> parse = rt.spawn(() -> new Parse(average));
  for (String line : List.of("a=1", "a=3", "b=5")) parse.signal(new Raw(line));
  Stage<String, Integer> length = String::length; IO.println(length.then(n -> n * 2).apply("abc")); } } }

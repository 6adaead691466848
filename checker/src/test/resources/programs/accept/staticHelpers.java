// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Series(@Val List<Double> values, Reply<Map<String, Double>> reply) implements Message {}
final class Stats {
  private Stats() {}
  static double mean(Collection<Double> xs) { return xs.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN); }
  static double median(List<Double> xs) { var s = new ArrayList<>(xs); Collections.sort(s); int n = s.size(); return n == 0 ? Double.NaN : n % 2 == 1 ? s.get(n / 2) : (s.get(n / 2 - 1) + s.get(n / 2)) / 2; }
  static double max(Iterable<Double> xs) { double m = Double.NEGATIVE_INFINITY; for (double x : xs) m = Math.max(m, x); return m; }
  static List<Double> scaled(List<Double> xs, double f) { List<Double> out = new ArrayList<>(); for (int i = 0; i < xs.size(); i++) out.add(xs.get(i) * f); return out; }
  static Optional<Double> first(List<Double> xs) { return xs.isEmpty() ? Optional.empty() : Optional.of(xs.getFirst()); }
  static boolean sorted(List<Double> xs) { Iterator<Double> it = xs.iterator(); if (!it.hasNext()) return true; double last = it.next(); while (it.hasNext()) { double x = it.next(); if (x < last) return false; last = x; } return true; }
  static <T> int count(Collection<? extends T> all, Predicate<? super T> p) { int n = 0; for (T t : all) if (p.test(t)) n++; return n; }
}
final class Analyst implements Behavior<Series> {
  @Override public void receive(AgentContext<Series> context, Series s) {
    Map<String, Double> out = new HashMap<>();
    out.put("mean", Stats.mean(s.values())); out.put("median", Stats.median(s.values())); out.put("max", Stats.max(s.values()));
    List<Double> scaled = Stats.scaled(s.values(), 2); scaled.add(1.0); out.put("scaled", Stats.mean(scaled));
    Stats.first(s.values()).ifPresent(v -> out.put("first", v));
    out.put("sorted", Stats.sorted(s.values()) ? 1.0 : 0.0); out.put("min", Collections.min(s.values())); out.put("most", Collections.max(s.values(), Comparator.naturalOrder()));
    IO.println(s.values()); IO.println(Stats.count(s.values(), v -> v > 0)); IO.println(String.join(",", s.values().stream().map(String::valueOf).toList())); IO.println(Objects.hash(s.values()) + Objects.requireNonNull(s.values()).size()); IO.println("%s".formatted(s.values()));
    s.reply().send(out);
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Series> a = rt.spawn(Analyst::new); Await<Map<String, Double>> m = a.ask(r -> new Series(List.of(1.0, 2.0), r), Duration.ofSeconds(1)); m.join().clear(); } } }

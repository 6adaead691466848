// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Sale(String shop, String item, int n) {}
record Report(@Val List<String> lines) implements Message {}
final class Reporter implements Behavior<Sale> {
  private final List<Sale> sales = new ArrayList<>(); private final AgentRef<Report> out;
  Reporter(AgentRef<Report> out) { this.out = out; }
  @Override public void receive(AgentContext<Sale> context, Sale s) {
    sales.add(s);
    record Key(String shop, String item) {}
    record Total(Key key, int n) { Total plus(int more) { return new Total(key, n + more); } }
    Map<Key, Total> totals = new LinkedHashMap<>();
    for (Sale each : sales) { var key = new Key(each.shop(), each.item()); totals.merge(key, new Total(key, each.n()), (a, b) -> a.plus(b.n())); }
    out.signal(new Report(totals.values().stream().sorted(Comparator.comparingInt(Total::n).reversed()).map(t -> t.key().shop() + ": " + t.n()).toList()));
    Map<String, List<Sale>> byShop = sales.stream().collect(Collectors.groupingBy(Sale::shop));
    var lines = new ArrayList<String>();
    byShop.forEach((shop, list) -> lines.add(shop + " " + list.stream().mapToInt(Sale::n).summaryStatistics()));
    out.signal(new Report(List.copyOf(lines)));
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Report> o = rt.spawn("o", (c, r) -> r.lines().forEach(IO::println)); AgentRef<Sale> s = rt.spawn(() -> new Reporter(o)); s.signal(new Sale("a", "b", 1)); } } }

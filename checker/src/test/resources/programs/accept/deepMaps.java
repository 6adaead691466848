// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Inventory { final Map<String, Map<String, Integer>> stock = new TreeMap<>();
  Inventory() {}
  Inventory(Inventory o) { for (Map.Entry<String, Map<String, Integer>> e : o.stock.entrySet()) stock.put(e.getKey(), new TreeMap<>(e.getValue())); }
  Inventory plus(Inventory o) { Inventory sum = new Inventory(this); o.stock.forEach((k, items) -> items.forEach((i, n) -> sum.stock.computeIfAbsent(k, x -> new TreeMap<>()).merge(i, n, Integer::sum))); return sum; }
  Map<String, Integer> totals() { return stock.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().values().stream().mapToInt(Integer::intValue).sum(), Integer::sum, LinkedHashMap::new)); }
  Map<String, List<String>> names() { return stock.entrySet().stream().collect(Collectors.groupingBy(e -> e.getKey().substring(0, 1), Collectors.mapping(e -> e.getKey(), Collectors.toList()))); } }
final class Ware implements Behavior<Inventory> {
  private Inventory all = new Inventory(); private final AgentRef<Inventory> out; private final AgentRef<Map<String, Integer>> totals; private final AgentRef<Map<String, List<String>>> names;
  Ware(AgentRef<Inventory> out, AgentRef<Map<String, Integer>> totals, AgentRef<Map<String, List<String>>> names) { this.out = out; this.totals = totals; this.names = names; }
  @Override public void receive(AgentContext<Inventory> context, Inventory in) { all = all.plus(in); out.signal(new Inventory(all)); out.signal(all.plus(in)); totals.signal(all.totals()); names.signal(all.names()); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Inventory> o = rt.spawn("o", (c, i) -> i.stock.clear()); AgentRef<Map<String, Integer>> t = rt.spawn("t", (c, m) -> m.clear()); AgentRef<Map<String, List<String>>> n = rt.spawn("n", (c, m) -> m.clear()); AgentRef<Inventory> w = rt.spawn(() -> new Ware(o, t, n)); w.signal(new Inventory()); } } }

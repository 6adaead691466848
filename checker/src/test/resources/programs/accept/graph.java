// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Graph {
  private final Map<String, Set<String>> edges = new TreeMap<>();
  Graph edge(String a, String b) { edges.computeIfAbsent(a, k -> new TreeSet<>()).add(b); edges.computeIfAbsent(b, k -> new TreeSet<>()); return this; }
  Graph copy() { Graph g = new Graph(); edges.forEach((k, v) -> g.edges.put(k, new TreeSet<>(v))); return g; }
  Graph reversed() { Graph g = new Graph(); for (var e : edges.entrySet()) for (String to : e.getValue()) g.edge(to, e.getKey()); return g; }
  Map<String, Set<String>> asMap() { return edges.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> Set.copyOf(e.getValue()))); }
  List<String> order() { var out = new ArrayList<String>(); var seen = new HashSet<String>(); for (String n : edges.keySet()) visit(n, seen, out); Collections.reverse(out); return out; }
  private void visit(String n, Set<String> seen, List<String> out) { if (!seen.add(n)) return; for (String m : edges.getOrDefault(n, Set.of())) visit(m, seen, out); out.add(n); }
}
final class Planner implements Behavior<String> {
  private final Graph graph = new Graph(); private final AgentRef<Graph> g; private final AgentRef<List<String>> l; private final AgentRef<Map<String, Set<String>>> m;
  Planner(AgentRef<Graph> g, AgentRef<List<String>> l, AgentRef<Map<String, Set<String>>> m) { this.g = g; this.l = l; this.m = m; }
  @Override public void receive(AgentContext<String> context, String s) { graph.edge(s, "end").edge("start", s); g.signal(graph.copy()); g.signal(graph.reversed()); l.signal(graph.order()); m.signal(graph.asMap()); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Graph> g = rt.spawn("g", (c, x) -> x.edge("a", "b")); AgentRef<List<String>> l = rt.spawn("l", (c, x) -> x.clear()); AgentRef<Map<String, Set<String>>> m = rt.spawn("m", (c, x) -> x.clear());
  AgentRef<String> p = rt.spawn(() -> new Planner(g, l, m)); p.signal("x"); } } }

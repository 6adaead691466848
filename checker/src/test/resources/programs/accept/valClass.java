// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

@Val final class Route {
  private final String name; private final @Val List<String> stops; private final Duration time;
  Route(String name, List<String> stops, Duration time) { this.name = name; this.stops = List.copyOf(stops); this.time = time; }
  String name() { return name; }
  @Val List<String> stops() { return stops; }
  Route with(String stop) { List<String> more = new ArrayList<>(stops); more.add(stop); return new Route(name, more, time.plusMinutes(3)); }
  static Route parse(String line) { String[] parts = line.split(","); return new Route(parts[0], Arrays.asList(parts).subList(1, parts.length), Duration.ofMinutes(parts.length)); }
}
final class Planner implements Behavior<String> {
  private Route route = Route.parse("U1,a,b"); private final List<AgentRef<Route>> watchers = new ArrayList<>();
  Planner(AgentRef<Route> w) { watchers.add(w); watchers.add(w); }
  @Override public void receive(AgentContext<String> context, String stop) { route = route.with(stop); for (var w : watchers) w.signal(route); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Route> w = rt.spawn("w", (c, r) -> IO.println(r.name() + r.stops())); AgentRef<String> p = rt.spawn(() -> new Planner(w)); p.signal("c"); } } }

// reject: all shards get the same HashMap from the factory lambda
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Came(String user) {}
final class Visits implements Behavior<Came> {
  private final Map<String, Integer> counts;
  Visits(Map<String, Integer> counts) { this.counts = counts; }
  @Override public void receive(AgentContext<Came> context, Came came) { counts.merge(came.user(), 1, Integer::sum); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var counts = new HashMap<String, Integer>();
  ShardGroup<String, Came> g = ShardGroup.start(rt, "v", List.of("a", "b"), shard -> new Visits(counts)); // expect: CAP202
  g.signal("anna", new Came("anna")); } } }

// reject: the combine function runs in member threads and writes the asking agent's counter
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record HowMany(Reply<Integer> reply) {}
final class Census implements Behavior<String> {
  private final Topology<AgentRef<HowMany>> tree; private int combined;
  Census(Topology<AgentRef<HowMany>> tree) { this.tree = tree; }
  @Override public void receive(AgentContext<String> context, String s) {
    combined = 0;
    var sum = TreeAggregation.of(context.runtime(), tree, tree.members().getFirst()).ask(HowMany::new, (Integer a, Integer b) -> { combined++; return a + b; }, Duration.ofSeconds(1)); // expect: CAP202
    context.onAnswer(sum, r -> IO.println(combined));
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var members = new ArrayList<AgentRef<HowMany>>();
  for (int i = 0; i < 3; i++) members.add(rt.spawn("m" + i, (c, r) -> r.reply().send(1)));
  var tree = Topology.hierarchical(2, members);
  AgentRef<String> c = rt.spawn(() -> new Census(tree)); c.signal("go"); } } }

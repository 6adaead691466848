// reject: the rule's predicate runs in the voters' threads and adds to the asking agent's list
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Ask(Reply<Boolean> reply) {}
final class Chair implements Behavior<String> {
  private final Quorum<Ask> quorum; private final List<Boolean> seen = new ArrayList<>();
  Chair(Quorum<Ask> quorum) { this.quorum = quorum; }
  @Override public void receive(AgentContext<String> context, String s) {
    seen.clear();
    context.onAnswer(quorum.<Boolean>ask(Ask::new, QuorumRule.majority(yes -> { seen.add(yes); return yes; }), Duration.ofSeconds(5)), r -> IO.println(seen)); // expect: CAP202
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  var members = new ArrayList<AgentRef<Ask>>();
  for (int i = 0; i < 3; i++) members.add(rt.spawn("m" + i, (c, r) -> r.reply().send(true)));
  var quorum = Quorum.of(rt, members);
  AgentRef<String> chair = rt.spawn(() -> new Chair(quorum)); chair.signal("go"); } } }

// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Write(String key, String value, Reply<Boolean> reply) {}
final class Writer implements Behavior<Write> {
  private final Map<String, String> data = new HashMap<>();
  @Override public void receive(AgentContext<Write> context, Write w) { boolean isNew = data.put(w.key(), w.value()) == null; w.reply().send(isNew); }
}
final class Main { static void main() throws Exception { try (var rt = AgentRuntime.start()) {
  AgentRef<Write> w = rt.spawn(Writer::new);
  ShardGroup<String, Write> shards = ShardGroup.start(rt, "writers", List.of("a", "b"), shard -> new Writer());
  Await<Boolean> one = w.ask(r -> new Write("k", "v", r), Duration.ofSeconds(1));
  IO.println(one.join());
  var members = List.of(w, w, w);
  Quorum<Write> quorum = Quorum.of(rt, members);
  quorum.<Boolean>ask(vote -> new Write("k", "v", vote), QuorumRule.majority(yes -> yes), Duration.ofSeconds(1)); } } }

// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Batch(@Iso List<String> rows) implements Message {}
final class Batcher implements Behavior<String> {
  private List<String> rows = new ArrayList<>(); private final Slot<List<String>> slot = new Slot<>(); private final AgentRef<Batch> out;
  Batcher(AgentRef<Batch> out) { this.out = out; slot.put(new ArrayList<>()); }
  @Override public void receive(AgentContext<String> context, String s) {
    rows.add(s);
    if (rows.size() >= 3) { out.signal(new Batch(new ArrayList<>(rows))); rows = new ArrayList<>(); }
    List<String> mine = slot.take();
    mine.add(s);
    if (mine.size() >= 3) { out.signal(new Batch(mine)); slot.put(new ArrayList<>()); } else slot.put(mine);
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Batch> o = rt.spawn("o", (c, b) -> b.rows().clear()); AgentRef<String> s = rt.spawn(() -> new Batcher(o)); s.signal("x"); } } }

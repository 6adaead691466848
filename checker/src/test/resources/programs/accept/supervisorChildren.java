// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

record Work(String id, String payload) {}
final class Session implements Behavior<Work> {
  private final String id; private final List<String> history = new ArrayList<>();
  Session(String id) { this.id = id; }
  @Override public void receive(AgentContext<Work> context, Work w) { history.add(w.payload()); if (history.size() > 10) { IO.println(id + history); context.stop(); } }
}
final class Router implements Behavior<Work> {
  private final Map<String, AgentRef<Work>> sessions = new HashMap<>(); private int stopped;
  @Override public void receive(AgentContext<Work> context, Work w) {
    sessions.computeIfAbsent(w.id(), id -> { AgentRef<Work> child = context.spawn(() -> new Session(id)); context.watch(child); return child; }).signal(w);
  }
  @Override public void onTerminated(AgentContext<Work> context, Terminated t) { sessions.values().removeIf(ref -> ref.equals(t.agent())); stopped++; }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<Work> r = rt.spawn(Router::new); r.signal(new Work("a", "b")); } } }

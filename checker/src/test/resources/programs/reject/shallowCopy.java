// reject: the copied list holds the very positions that the world goes on moving
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Pos { double x; Pos(double x) { this.x = x; } }
final class World implements Behavior<Integer> {
  private final List<Pos> bodies = new ArrayList<>(List.of(new Pos(0))); private final AgentRef<List<Pos>> view;
  World(AgentRef<List<Pos>> view) { this.view = view; }
  @Override public void receive(AgentContext<Integer> context, Integer dt) {
    for (Pos p : bodies) p.x += dt;
    view.signal(new ArrayList<>(bodies)); // expect: CAP102
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<List<Pos>> v = rt.spawn("v", (c, l) -> l.get(0).x = 1); AgentRef<Integer> w = rt.spawn(() -> new World(v)); w.signal(1); } } }

// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Particle implements Cloneable {
  double[] p = new double[3]; String name = "";
  @Override public Particle clone() { try { Particle c = (Particle) super.clone(); c.p = p.clone(); return c; } catch (CloneNotSupportedException e) { throw new AssertionError(e); } }
}
final class Grid { final int[][] cells = new int[4][4];
  int[][] copy() { int[][] c = new int[cells.length][]; for (int i = 0; i < c.length; i++) c[i] = cells[i].clone(); return c; }
  int[][] copyByStream() { return Arrays.stream(cells).map(int[]::clone).toArray(int[][]::new); }
  int[][] copyByCopyOf() { int[][] c = new int[4][]; for (int i = 0; i < 4; i++) c[i] = Arrays.copyOf(cells[i], 4); return c; } }
final class Life implements Behavior<String> {
  private final Grid grid = new Grid(); private final AgentRef<int[][]> out;
  Life(AgentRef<int[][]> out) { this.out = out; }
  @Override public void receive(AgentContext<String> context, String s) { grid.cells[0][0]++; out.signal(grid.copy()); out.signal(grid.copyByStream()); out.signal(grid.copyByCopyOf()); }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<int[][]> o = rt.spawn("o", (c, g) -> g[0][0] = 1); AgentRef<String> l = rt.spawn(() -> new Life(o)); l.signal("x"); } } }

// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

final class Matrix {
  private final double[][] cells;
  Matrix(int rows, int columns) { cells = new double[rows][columns]; }
  Matrix(Matrix other) { cells = new double[other.cells.length][]; for (int i = 0; i < cells.length; i++) cells[i] = other.cells[i].clone(); }
  Matrix(double[][] from) { cells = Arrays.stream(from).map(double[]::clone).toArray(double[][]::new); }
  double at(int r, int c) { return cells[r][c]; }
  void set(int r, int c, double v) { cells[r][c] = v; }
  Matrix times(Matrix o) {
    var out = new Matrix(cells.length, o.cells[0].length);
    for (int i = 0; i < cells.length; i++) for (int j = 0; j < o.cells[0].length; j++) { double s = 0; for (int k = 0; k < o.cells.length; k++) s += cells[i][k] * o.cells[k][j]; out.cells[i][j] = s; }
    return out;
  }
  Matrix copy() { return new Matrix(this); }
}
record Multiply(Matrix left, Matrix right, Reply<Matrix> reply) {}
final class Holder implements Behavior<Multiply> {
  private Matrix last = new Matrix(1, 1);
  @Override public void receive(AgentContext<Multiply> context, Multiply m) {
    last = m.left().times(m.right());
    m.reply().send(last.copy());
    last.set(0, 0, 0);
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Multiply> h = rt.spawn(Holder::new);
  var a = new Matrix(new double[][] {{1, 2}, {3, 4}});
  Await<Matrix> product = h.ask(r -> new Multiply(a.copy(), new Matrix(a), r), Duration.ofSeconds(1));
  a.set(0, 0, 9);
  IO.println(product.join().at(0, 0)); } } }

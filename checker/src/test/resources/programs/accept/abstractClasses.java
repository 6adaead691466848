// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

abstract class Shape { protected double x, y; abstract double area(); abstract @Iso Shape copy(); void move(double dx, double dy) { x += dx; y += dy; } }
final class Circle extends Shape { double r; Circle(double r) { this.r = r; } @Override double area() { return Math.PI * r * r; } @Override @Iso Circle copy() { var c = new Circle(r); c.x = x; c.y = y; return c; } }
final class Box2 extends Shape { double w, h; Box2(double w, double h) { this.w = w; this.h = h; } @Override double area() { return w * h; } @Override @Iso Box2 copy() { var b = new Box2(w, h); b.move(x, y); return b; } }
final class Scene implements Behavior<Double> {
  private final List<Shape> shapes = new ArrayList<>(List.of(new Circle(1), new Box2(1, 2))); private final AgentRef<List<Shape>> view;
  Scene(AgentRef<List<Shape>> view) { this.view = view; }
  @Override public void receive(AgentContext<Double> context, Double d) {
    shapes.forEach(s -> s.move(d, d));
    view.signal(shapes.stream().map(Shape::copy).collect(Collectors.toCollection(ArrayList::new)));
    List<Shape> big = new ArrayList<>();
    for (Shape s : shapes) if (s.area() > 1) big.add(s.copy());
    view.signal(big);
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) { AgentRef<List<Shape>> v = rt.spawn("v", (c, l) -> l.getFirst().move(1, 1)); AgentRef<Double> s = rt.spawn(() -> new Scene(v)); s.signal(1.0); } } }

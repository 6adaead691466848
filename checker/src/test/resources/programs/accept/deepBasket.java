// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

class Line { String sku; int qty; Line(String sku, int qty) { this.sku = sku; this.qty = qty; } Line(Line other) { this(other.sku, other.qty); } }
class Basket { final List<Line> lines = new ArrayList<>(); final Map<String, List<Integer>> notes = new HashMap<>();
  Basket() {}
  Basket(Basket other) { for (Line l : other.lines) lines.add(new Line(l)); other.notes.forEach((k, v) -> notes.put(k, new ArrayList<>(v))); } }
class Shop implements Behavior<String> {
  private final Basket basket = new Basket(); private final AgentRef<Basket> till;
  Shop(AgentRef<Basket> till) { this.till = till; }
  @Override public void receive(AgentContext<String> context, String sku) { basket.lines.add(new Line(sku, 1)); till.signal(new Basket(basket)); }
}
class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Basket> t = rt.spawn("t", (c, b) -> b.lines.clear()); AgentRef<String> s = rt.spawn(() -> new Shop(t)); s.signal("x"); } } }

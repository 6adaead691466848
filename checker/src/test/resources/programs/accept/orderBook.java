// accept
import module java.base;
import io.leanagentic.*;
import io.leanagentic.capability.*;
import io.leanagentic.orchestration.*;

enum Side { BUY, SELL }
record Order(long id, Side side, BigDecimal price, int qty) {}
record Fill(long maker, long taker, BigDecimal price, int qty) {}
sealed interface BookMsg permits Place, Cancel, Depth {}
record Place(Order order, AgentRef<Fill> fills) implements BookMsg {}
record Cancel(long id) implements BookMsg {}
record Depth(Reply<Map<BigDecimal, Integer>> reply) implements BookMsg {}
final class Resting { final Order order; int left; Resting(Order order) { this.order = order; this.left = order.qty(); } }
final class Book implements Behavior<BookMsg> {
  private final TreeMap<BigDecimal, Deque<Resting>> bids = new TreeMap<>(Comparator.reverseOrder());
  private final TreeMap<BigDecimal, Deque<Resting>> asks = new TreeMap<>();
  @Override public void receive(AgentContext<BookMsg> context, BookMsg message) {
    switch (message) {
      case Place(Order o, AgentRef<Fill> fills) -> match(o, fills);
      case Cancel(long id) -> Stream.of(bids, asks).flatMap(side -> side.values().stream()).forEach(queue -> queue.removeIf(r -> r.order.id() == id));
      case Depth(Reply<Map<BigDecimal, Integer>> reply) -> reply.send(depth());
    }
  }
  private Map<BigDecimal, Integer> depth() {
    Map<BigDecimal, Integer> out = new TreeMap<>();
    for (var e : asks.entrySet()) out.put(e.getKey(), e.getValue().stream().mapToInt(r -> r.left).sum());
    bids.forEach((price, queue) -> out.merge(price, queue.stream().mapToInt(r -> r.left).sum(), Integer::sum));
    return out;
  }
  private void match(Order o, AgentRef<Fill> fills) {
    var other = o.side() == Side.BUY ? asks : bids;
    int left = o.qty();
    Iterator<Map.Entry<BigDecimal, Deque<Resting>>> it = other.entrySet().iterator();
    while (left > 0 && it.hasNext()) {
      var level = it.next();
      Deque<Resting> queue = level.getValue();
      while (left > 0 && !queue.isEmpty()) {
        Resting r = queue.peekFirst();
        int n = Math.min(left, r.left);
        r.left -= n; left -= n;
        fills.signal(new Fill(r.order.id(), o.id(), level.getKey(), n));
        if (r.left == 0) queue.pollFirst();
      }
      if (queue.isEmpty()) it.remove();
    }
    if (left > 0) {
      var own = o.side() == Side.BUY ? bids : asks;
      var rest = new Resting(o); rest.left = left;
      own.computeIfAbsent(o.price(), p -> new ArrayDeque<>()).addLast(rest);
    }
  }
}
final class Main { static void main() { try (var rt = AgentRuntime.start()) {
  AgentRef<Fill> fills = rt.spawn("fills", (c, f) -> IO.println(f));
  AgentRef<BookMsg> book = rt.spawn(Book::new);
  book.signal(new Place(new Order(1, Side.SELL, new BigDecimal("10.5"), 5), fills));
  Await<Map<BigDecimal, Integer>> d = book.ask(Depth::new, Duration.ofSeconds(1));
  Map<BigDecimal, Integer> depth = d.join();
  depth.put(BigDecimal.ONE, 2); IO.println(depth); } } }

package reject.inheritance;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Val;
import java.util.List;
import support.X;

/** A field of a val class is immutable too. */
class ValFieldMutable {
  @Val static final class Order {
    final List<X> lines; // expect: CAP202
    final int[] prices; // expect: CAP202
    Order(List<X> lines, int[] prices) {
      this.lines = lines;
      this.prices = prices;
    }
  }

  void t(AgentRef<Order> out, int[] prices) {
    out.signal(new Order(List.of(), prices));
    prices[0] = 1;
  }
}

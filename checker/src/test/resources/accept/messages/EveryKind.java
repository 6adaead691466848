package accept.messages;

import io.leanagentic.AgentRef;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Message;
import io.leanagentic.capability.Tag;
import io.leanagentic.capability.Val;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import support.X;

/** Components of every kind that may be sent. */
class EveryKind {
  enum Side { BUY, SELL }
  record Money(long cents, String currency) {}
  record Order(
      Money price,
      Side side,
      java.time.Instant at,
      java.math.BigDecimal size,
      Optional<Money> limit,
      AgentRef<Money> back,
      @Val List<Money> fills,
      @Iso ArrayList<X> rows,
      @Tag Object owner)
      implements Message {
    Order {
      if (fills.isEmpty()) {
        throw new IllegalArgumentException("fills is empty; at least one is needed");
      }
      fills = List.copyOf(fills);
    }
  }
  void t(AgentRef<Order> out, Money price, AgentRef<Money> back) {
    ArrayList<X> rows = new ArrayList<>();
    rows.add(new X());
    out.signal(
        new Order(
            price,
            Side.BUY,
            java.time.Instant.EPOCH,
            java.math.BigDecimal.ONE,
            Optional.of(price),
            back,
            List.of(price),
            rows,
            this));
  }
}

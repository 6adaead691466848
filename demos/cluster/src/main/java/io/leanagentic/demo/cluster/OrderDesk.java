package io.leanagentic.demo.cluster;

import io.leanagentic.AgentLoop;
import io.leanagentic.Await;
import io.leanagentic.Mailbox;
import io.leanagentic.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the orders of a node's analyzers into the ledger, in their order, and asks the engine,
 * wherever it is, to look. An engine that cannot be asked finds them later.
 *
 * @param node with its cluster and ledger
 */
record OrderDesk(NodeContext node) implements AgentLoop<OrderDesk.Message> {

  sealed interface Message {}

  /** Orders of an analyzer. */
  record Made(List<TradeOrder> orders) implements Message {}

  private static final int ENOUGH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public void run(Mailbox<Message> mailbox) {
    long placed = 0;
    while (true) {
      List<TradeOrder> orders = gather(mailbox);
      if (node.submit(new TradeLedger.Place(orders))
          instanceof TradeLedger.Placed(int fresh, long token)) {
        placed += orders.size();
        node.say("orders", placed);
        if (fresh > 0 && token > 0) {
          askEngine(node.cluster(), token);
        }
      }
    }
  }

  private static List<TradeOrder> gather(Mailbox<Message> mailbox) {
    var orders = new ArrayList<TradeOrder>();
    Optional<Message> next = Optional.of(mailbox.receive());
    while (next.isPresent()) {
      if (next.get() instanceof Made(var more)) {
        orders.addAll(more);
      }
      next = orders.size() < ENOUGH ? mailbox.poll() : Optional.empty();
    }
    return List.copyOf(orders);
  }

  /** The answer only shows that the engine was found; what it does is in the ledger. */
  private static void askEngine(Cluster cluster, long token) {
    Await<Long> _ =
        cluster
            .lookup(Engine.name(token), Engine.Look.class, PATIENCE)
            .flatMap(engine -> engine.ask(Engine.Look::new, PATIENCE));
  }
}

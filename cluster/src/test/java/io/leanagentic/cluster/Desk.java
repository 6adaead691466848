package io.leanagentic.cluster;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The agent of the guide. */
final class Desk implements Behavior<Desk.Order> {
  // region orders
  sealed interface Order {}

  record Buy(int shares) implements Order {}

  record Position(Reply<Integer> reply) implements Order {}

  // endregion

  private int shares;

  @Override
  public void receive(AgentContext<Order> context, Order order) {
    switch (order) {
      case Buy it -> shares += it.shares();
      case Position it -> it.reply().send(shares);
    }
  }

  // region join
  static Cluster join(AgentRuntime runtime, int port, String... seeds) {
    return Cluster.join(runtime, ClusterConfig.loopback(port).withSeeds(seeds));
  }

  // endregion

  // region tls
  static ClusterConfig secured(String host, Path folder) {
    SSLContext tls =
        ClusterTls.pem(
            folder.resolve("node.pem"), folder.resolve("key.pem"), folder.resolve("authority.pem"));
    return ClusterConfig.of(host, 2551, tls);
  }

  // endregion

  static void publish(AgentRuntime runtime, Cluster cluster) {
    // region publish
    AgentRef<Order> agent = runtime.spawn("desk", new Desk());
    cluster.publish("desk/AAPL", Order.class, agent);
    // endregion
  }

  static AgentRef<Order> find(Cluster cluster) {
    // region lookup
    AgentRef<Order> desk = cluster.lookup("desk/AAPL", Order.class, Duration.ofSeconds(60)).join();
    // endregion
    return desk;
  }

  static int buy(AgentRef<Order> desk) {
    // region buy
    desk.signal(new Buy(100));
    int shares = desk.ask(Position::new, Duration.ofSeconds(60)).join();
    // endregion
    return shares;
  }

  static int serializing(AgentRuntime runtime) {
    // region serializing
    try (var cluster = Cluster.serializing(runtime)) {
      cluster.publish("desk/AAPL", Order.class, runtime.spawn(new Desk()));
      return buy(cluster.lookup("desk/AAPL", Order.class, Duration.ofSeconds(60)).join());
    }
    // endregion
  }
}

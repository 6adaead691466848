package io.leanagentic.testkit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.Fate;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Payments over a network that loses, delays and doubles them. */
final class LossyNetworkTest {
  // region pay
  record Pay(String order, int amount, Reply<Boolean> reply) {}

  /** Asks until it is answered. */
  static final class Customer implements Behavior<String> {
    private final AgentRef<Pay> till;

    Customer(AgentRef<Pay> till) {
      this.till = till;
    }

    @Override
    public void receive(AgentContext<String> context, String order) {
      context.onAnswer(
          till.<Boolean>ask(reply -> new Pay(order, 10, reply), Duration.ofSeconds(10)),
          paid -> {},
          failure -> receive(context, order));
    }
  }

  /** Takes the money of each order once. */
  static final class Till implements Behavior<Pay> {
    private final Set<String> paid = new HashSet<>();
    private final AtomicInteger sum;

    Till(AtomicInteger sum) {
      this.sum = sum;
    }

    @Override
    public void receive(AgentContext<Pay> context, Pay pay) {
      if (paid.add(pay.order())) {
        sum.addAndGet(pay.amount());
      }
      pay.reply().send(true);
    }
  }

  // endregion

  // region test
  @AgentTest
  void eachOrderIsPaidOnce(SimulatedRuntime runtime) {
    var sum = new AtomicInteger();
    var till = runtime.spawn("till", () -> new Till(sum));
    AgentRef<Pay> network =
        runtime
            .link(till)
            .atRandom(0.2, Fate.lost())
            .atRandom(0.2, Fate.doubled())
            .atRandom(0.2, Fate.late(Duration.ZERO, Duration.ofMinutes(1)))
            .ref();
    var customer = runtime.spawn("customer", () -> new Customer(network));
    List.of("book", "lamp", "shoes").forEach(customer::signal);
    runtime.quiesce();
    assertEquals(30, sum.get());
  }
  // endregion
}

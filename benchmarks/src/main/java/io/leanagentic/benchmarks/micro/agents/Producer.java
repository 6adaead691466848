package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;

/**
 * Sends many messages: in portions, and fewer where there is no room; the backpressure of the
 * runtime says when to go on.
 */
final class Producer implements Behavior<Producer.Command> {
  private final AgentRef<Counter.Item> counter;
  private int left;

  Producer(AgentRef<Counter.Item> counter) {
    this.counter = counter;
  }

  @Override
  public void receive(AgentContext<Command> context, Command command) {
    if (command instanceof Produce(int items)) {
      left = items;
    }
    for (int i = 0; i < InRuntime.PORTION && left > 0; i++) {
      left--;
      Delivery delivery = counter.signal(Counter.Item.ITEM);
      if (delivery == Delivery.DEFERRED) {
        break; // this agent parks after this message
      }
      InRuntime.check(delivery);
    }
    if (left > 0) {
      InRuntime.check(context.self().signal(More.MORE));
    } else {
      InRuntime.check(counter.signal(Counter.Item.DONE));
    }
  }

  sealed interface Command {}

  record Produce(int items) implements Command {}

  enum More implements Command {
    MORE
  }
}

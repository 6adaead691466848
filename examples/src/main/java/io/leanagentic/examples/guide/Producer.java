package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Delivery;

// region producer
/** Sends a long series as fast as its receiver takes it. */
final class Producer implements Behavior<Producer.Go> {
  /** Send the numbers from {@code next} up to, but not including, {@code end}. */
  record Go(int next, int end) {}

  private final AgentRef<Integer> consumer;

  Producer(AgentRef<Integer> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void receive(AgentContext<Go> context, Go go) {
    int next = go.next();
    Delivery last = Delivery.ACCEPTED;
    while (next < go.end() && last == Delivery.ACCEPTED) {
      last = consumer.signal(next);
      next += last.isTaken() ? 1 : 0;
    }
    if (next < go.end() && last != Delivery.STOPPED) {
      context.self().signal(new Go(next, go.end())); // the rest in a later turn
    }
  }
}
// endregion

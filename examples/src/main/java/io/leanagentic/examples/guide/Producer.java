package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import java.util.stream.IntStream;

// region producer
/** Sends a long series as fast as its receiver takes it, and ends. */
final class Producer implements Behavior<Producer.Go> {
  /** Send the numbers up to, but not including, {@code end}. */
  record Go(int end) {}

  private final AgentRef<Integer> consumer;

  Producer(AgentRef<Integer> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void receive(AgentContext<Go> context, Go go) {
    context.signalAll(consumer, IntStream.range(0, go.end()).iterator(), context::stop);
  }
}
// endregion

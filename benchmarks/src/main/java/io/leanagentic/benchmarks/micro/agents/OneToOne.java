package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentRef;

/** A producer agent, or a thread, and a consumer agent. */
public class OneToOne extends InRuntime {
  private final AgentRef<Counter.Item> counter = runtime.spawn(() -> new Counter(1, finish));
  private final AgentRef<Producer.Command> producer = runtime.spawn(() -> new Producer(counter));

  /** An agent sends {@code items}; returns how many were counted. */
  public long signal(int items) {
    producer.signal(new Producer.Produce(items));
    return finish.expect(items);
  }

  /** The calling thread sends {@code items}, waiting where there is no room. */
  public long send(int items) {
    for (int i = 0; i < items; i++) {
      check(counter.send(Counter.Item.ITEM, LONG));
    }
    check(counter.send(Counter.Item.DONE, LONG));
    return finish.expect(items);
  }
}

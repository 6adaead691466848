package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.Behavior;
import io.leanagentic.benchmarks.harness.Completion;

/** Counts what comes from some producers until each has said that it is done. */
final class Counter implements Behavior<Counter.Item> {
  private final int producers;
  private final Completion finish;
  private long items;
  private int done;

  Counter(int producers, Completion finish) {
    this.producers = producers;
    this.finish = finish;
  }

  @Override
  public void receive(AgentContext<Item> context, Item item) {
    switch (item) {
      case ITEM -> items++;
      case DONE -> {
        if (++done == producers) {
          finish.with(items);
          items = 0;
          done = 0;
        }
      }
    }
  }

  enum Item {
    ITEM,
    DONE
  }
}

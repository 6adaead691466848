package io.leanagentic.benchmarks.micro.baseline;

import io.leanagentic.benchmarks.harness.Completion;
import java.util.function.Consumer;

/** Counts what comes from some producers until each has said that it is done. */
final class BareCounter implements Consumer<BareCounter.Item> {
  private final int producers;
  private final Completion finish;
  private long items;
  private int done;

  BareCounter(int producers, Completion finish) {
    this.producers = producers;
    this.finish = finish;
  }

  @Override
  public void accept(Item item) {
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

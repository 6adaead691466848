package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Counts what comes from some producers until each has said that it is done. */
final class PekkoCounter {
  private final int producers;
  private final Completion finish;
  private long items;
  private int done;

  private PekkoCounter(int producers, Completion finish) {
    this.producers = producers;
    this.finish = finish;
  }

  static Behavior<Item> create(int producers, Completion finish) {
    return Behaviors.setup(context -> {
      var state = new PekkoCounter(producers, finish);
      return Behaviors.receiveMessage(state::receive);
    });
  }

  private Behavior<Item> receive(Item item) {
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
    return Behaviors.same();
  }

  enum Item {
    ITEM,
    DONE
  }
}

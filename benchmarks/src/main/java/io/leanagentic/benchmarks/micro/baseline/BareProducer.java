package io.leanagentic.benchmarks.micro.baseline;

import java.util.function.Consumer;

/** Sends many messages, in portions; nothing tells it to slow down. */
final class BareProducer implements Consumer<BareProducer.Command> {
  private final BareActor<BareCounter.Item> counter;
  private final BareActor<Command> self;
  private int left;

  @SuppressWarnings("this-escape") // the actor is told nothing before the constructor has ended
  BareProducer(BareWorkers workers, BareActor<BareCounter.Item> counter) {
    this.counter = counter;
    this.self = new BareActor<>(workers, this);
  }

  BareActor<Command> self() {
    return self;
  }

  @Override
  public void accept(Command command) {
    if (command instanceof Produce(int items)) {
      left = items;
    }
    for (int i = 0; i < InBare.PORTION && left > 0; i++) {
      left--;
      counter.tell(BareCounter.Item.ITEM);
    }
    if (left > 0) {
      self.tell(More.MORE);
    } else {
      counter.tell(BareCounter.Item.DONE);
    }
  }

  sealed interface Command {}

  record Produce(int items) implements Command {}

  enum More implements Command {
    MORE
  }
}

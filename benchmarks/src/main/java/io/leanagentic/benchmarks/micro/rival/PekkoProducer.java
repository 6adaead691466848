package io.leanagentic.benchmarks.micro.rival;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Sends many messages, in portions; nothing tells it to slow down. */
final class PekkoProducer {
  private final ActorRef<PekkoCounter.Item> counter;
  private final ActorRef<Command> self;
  private int left;

  private PekkoProducer(ActorRef<Command> self, ActorRef<PekkoCounter.Item> counter) {
    this.self = self;
    this.counter = counter;
  }

  static Behavior<Command> create(ActorRef<PekkoCounter.Item> counter) {
    return Behaviors.setup(context -> {
      var state = new PekkoProducer(context.getSelf(), counter);
      return Behaviors.receiveMessage(state::receive);
    });
  }

  private Behavior<Command> receive(Command command) {
    if (command instanceof Produce(int items)) {
      left = items;
    }
    for (int i = 0; i < InPekko.PORTION && left > 0; i++) {
      left--;
      counter.tell(PekkoCounter.Item.ITEM);
    }
    if (left > 0) {
      self.tell(More.MORE);
    } else {
      counter.tell(PekkoCounter.Item.DONE);
    }
    return Behaviors.same();
  }

  sealed interface Command {}

  record Produce(int items) implements Command {}

  enum More implements Command {
    MORE
  }
}

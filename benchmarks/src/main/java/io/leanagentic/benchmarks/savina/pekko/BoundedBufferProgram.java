package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.BoundedBuffer;
import io.leanagentic.benchmarks.savina.Gathering;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link BoundedBuffer}. */
final class BoundedBufferProgram {
  private BoundedBufferProgram() {}

  static void begin(ActorContext<?> context, BoundedBuffer size, Completion finish) {
    var gathering = new Gathering(size.consumers(), finish);
    ActorRef<AtManager> manager =
        context.spawnAnonymous(
            Behaviors.setup(_ -> Behaviors.receiveMessage(new Manager(size)::receive)));
    for (int i = 0; i < size.producers(); i++) {
      ActorRef<Produce> producer =
          context.spawnAnonymous(
              Behaviors.setup(self ->
                  Behaviors.receiveMessage(
                      new Producer(self.getSelf(), size.items(), manager)::receive)));
      manager.tell(new Ready(producer));
    }
    for (int i = 0; i < size.consumers(); i++) {
      ActorRef<AtConsumer> consumer =
          context.spawnAnonymous(
              Behaviors.setup(self ->
                  Behaviors.receiveMessage(
                      new Consumer(self.getSelf(), manager, gathering)::receive)));
      manager.tell(new Hungry(consumer));
    }
  }

  sealed interface AtManager {}

  /** This producer can make one more item. */
  record Ready(ActorRef<Produce> producer) implements AtManager {}

  record Item(double value) implements AtManager, AtConsumer {}

  record Hungry(ActorRef<AtConsumer> consumer) implements AtManager {}

  enum Produce {
    PRODUCE
  }

  sealed interface AtConsumer {}

  enum End implements AtConsumer {
    END
  }

  private static final class Manager {
    private final Queue<Item> items = new ArrayDeque<>();
    private final Queue<ActorRef<Produce>> producers = new ArrayDeque<>();
    private final List<ActorRef<AtConsumer>> consumers = new ArrayList<>();
    private final int all;
    private int room;
    private int left;

    Manager(BoundedBuffer size) {
      this.room = size.room();
      this.all = size.consumers();
      this.left = size.producers() * size.items();
    }

    Behavior<AtManager> receive(AtManager message) {
      switch (message) {
        case Ready(var producer) -> producers.add(producer);
        case Item item -> items.add(item);
        case Hungry(var consumer) -> consumers.add(consumer);
      }
      while (!items.isEmpty() && !consumers.isEmpty()) {
        consumers.removeLast().tell(items.remove());
        room++;
        left--;
      }
      while (room > 0 && !producers.isEmpty()) {
        producers.remove().tell(Produce.PRODUCE);
        room--;
      }
      if (left == 0 && consumers.size() == all) {
        consumers.forEach(consumer -> consumer.tell(End.END));
      }
      return Behaviors.same();
    }
  }

  private static final class Producer {
    private final ActorRef<Produce> self;
    private final ActorRef<AtManager> manager;
    private int left;
    private double item;

    Producer(ActorRef<Produce> self, int items, ActorRef<AtManager> manager) {
      this.self = self;
      this.left = items;
      this.manager = manager;
    }

    Behavior<Produce> receive(Produce produce) {
      item = BoundedBuffer.process(item);
      manager.tell(new Item(item));
      if (--left == 0) {
        return Behaviors.stopped();
      }
      manager.tell(new Ready(self));
      return Behaviors.same();
    }
  }

  private static final class Consumer {
    private final ActorRef<AtConsumer> self;
    private final ActorRef<AtManager> manager;
    private final Gathering gathering;
    private long sum;

    Consumer(ActorRef<AtConsumer> self, ActorRef<AtManager> manager, Gathering gathering) {
      this.self = self;
      this.manager = manager;
      this.gathering = gathering;
    }

    Behavior<AtConsumer> receive(AtConsumer message) {
      switch (message) {
        case Item(double value) -> {
          sum += BoundedBuffer.result(BoundedBuffer.process(value));
          manager.tell(new Hungry(self));
        }
        case End _ -> {
          gathering.end(sum);
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    }
  }
}

package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.BoundedBuffer;
import io.leanagentic.benchmarks.savina.Gathering;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** {@link BoundedBuffer}. */
final class BoundedBufferProgram {
  private BoundedBufferProgram() {}

  static void begin(Spawner spawner, BoundedBuffer size, Completion finish) {
    var gathering = new Gathering(size.consumers(), finish);
    AgentRef<AtManager> manager = spawner.spawn(() -> new Manager(size));
    for (int i = 0; i < size.producers(); i++) {
      AgentRef<Produce> producer = spawner.spawn(() -> new Producer(size.items(), manager));
      check(manager.signal(new Ready(producer)));
    }
    for (int i = 0; i < size.consumers(); i++) {
      AgentRef<AtConsumer> consumer = spawner.spawn(() -> new Consumer(manager, gathering));
      check(manager.signal(new Hungry(consumer)));
    }
  }

  sealed interface AtManager {}

  /** This producer can make one more item. */
  record Ready(AgentRef<Produce> producer) implements AtManager {}

  record Item(double value) implements AtManager, AtConsumer {}

  record Hungry(AgentRef<AtConsumer> consumer) implements AtManager {}

  enum Produce {
    PRODUCE
  }

  sealed interface AtConsumer {}

  enum End implements AtConsumer {
    END
  }

  private static final class Manager implements Behavior<AtManager> {
    private final Queue<Item> items = new ArrayDeque<>();
    private final Queue<AgentRef<Produce>> producers = new ArrayDeque<>();
    private final List<AgentRef<AtConsumer>> consumers = new ArrayList<>();
    private final int all;
    private int room;
    private int left;

    Manager(BoundedBuffer size) {
      this.room = size.room();
      this.all = size.consumers();
      this.left = size.producers() * size.items();
    }

    @Override
    public void receive(AgentContext<AtManager> context, AtManager message) {
      switch (message) {
        case Ready(var producer) -> producers.add(producer);
        case Item item -> items.add(item);
        case Hungry(var consumer) -> consumers.add(consumer);
      }
      while (!items.isEmpty() && !consumers.isEmpty()) {
        check(consumers.removeLast().signal(items.remove()));
        room++;
        left--;
      }
      while (room > 0 && !producers.isEmpty()) {
        check(producers.remove().signal(Produce.PRODUCE));
        room--;
      }
      if (left == 0 && consumers.size() == all) {
        consumers.forEach(consumer -> check(consumer.signal(End.END)));
      }
    }
  }

  private static final class Producer implements Behavior<Produce> {
    private final AgentRef<AtManager> manager;
    private int left;
    private double item;

    Producer(int items, AgentRef<AtManager> manager) {
      this.left = items;
      this.manager = manager;
    }

    @Override
    public void receive(AgentContext<Produce> context, Produce produce) {
      item = BoundedBuffer.process(item);
      check(manager.signal(new Item(item)));
      if (--left == 0) {
        context.stop();
      } else {
        check(manager.signal(new Ready(context.self())));
      }
    }
  }

  private static final class Consumer implements Behavior<AtConsumer> {
    private final AgentRef<AtManager> manager;
    private final Gathering gathering;
    private long sum;

    Consumer(AgentRef<AtManager> manager, Gathering gathering) {
      this.manager = manager;
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<AtConsumer> context, AtConsumer message) {
      switch (message) {
        case Item(double value) -> {
          sum += BoundedBuffer.result(BoundedBuffer.process(value));
          check(manager.signal(new Hungry(context.self())));
        }
        case End _ -> {
          gathering.end(sum);
          context.stop();
        }
      }
    }
  }
}

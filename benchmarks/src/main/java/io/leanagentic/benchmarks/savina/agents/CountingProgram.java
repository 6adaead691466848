package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.Finish;
import io.leanagentic.benchmarks.savina.Counting;

/** {@link Counting}. */
final class CountingProgram {
  private CountingProgram() {}

  static void begin(Spawner spawner, Counting size, Finish finish) {
    AgentRef<Count> counter = spawner.spawn(Counter::new);
    AgentRef<Produce> producer =
        spawner.spawn(() -> new Producer(counter, size.messages(), finish));
    check(producer.signal(More.MORE));
  }

  sealed interface Count {}

  enum Increment implements Count {
    INCREMENT
  }

  record Retrieve(AgentRef<Produce> from) implements Count {}

  sealed interface Produce {}

  enum More implements Produce {
    MORE
  }

  record Counted(long messages) implements Produce {}

  private static final class Producer implements Behavior<Produce> {
    private final AgentRef<Count> counter;
    private final Finish finish;
    private int left;

    Producer(AgentRef<Count> counter, int messages, Finish finish) {
      this.counter = counter;
      this.left = messages;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Produce> context, Produce message) {
      switch (message) {
        case More more -> {
          left -= Portion.send(left, _ -> counter.signal(Increment.INCREMENT));
          if (left > 0) {
            check(context.self().signal(more));
          } else {
            check(counter.signal(new Retrieve(context.self())));
          }
        }
        case Counted(long messages) -> finish.with(messages);
      }
    }
  }

  private static final class Counter implements Behavior<Count> {
    private long count;

    @Override
    public void receive(AgentContext<Count> context, Count message) {
      switch (message) {
        case Increment _ -> count++;
        case Retrieve(var from) -> check(from.signal(new Counted(count)));
      }
    }
  }
}

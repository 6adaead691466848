package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Counting;
import java.util.Collections;

/** {@link Counting}. */
final class CountingProgram {
  private CountingProgram() {}

  static void begin(Spawner spawner, Counting size, Completion finish) {
    AgentRef<Count> counter = spawner.spawn(Counter::new);
    AgentRef<Produce> producer =
        spawner.spawn(() -> new Producer(counter, size.messages(), finish));
    check(producer.signal(Go.GO));
  }

  sealed interface Count {}

  enum Increment implements Count {
    INCREMENT
  }

  record Retrieve(AgentRef<Produce> from) implements Count {}

  sealed interface Produce {}

  enum Go implements Produce {
    GO
  }

  record Counted(long count) implements Produce {}

  private static final class Producer implements Behavior<Produce> {
    private final AgentRef<Count> counter;
    private final int messages;
    private final Completion finish;

    Producer(AgentRef<Count> counter, int messages, Completion finish) {
      this.counter = counter;
      this.messages = messages;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Produce> context, Produce message) {
      switch (message) {
        case Go _ ->
            context.signalAll(
                counter,
                Collections.nCopies(messages, Increment.INCREMENT).iterator(),
                () -> check(counter.signal(new Retrieve(context.self()))));
        case Counted(long count) -> finish.with(count);
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

package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Fibonacci;

/** {@link Fibonacci}. */
final class FibonacciProgram {
  private FibonacciProgram() {}

  static void begin(Spawner spawner, Fibonacci size, Completion finish) {
    AgentRef<Long> end = spawner.spawn((_, number) -> finish.with(number));
    spawner.spawn(() -> new Adder(size.index(), end));
  }

  private static final class Adder implements Behavior<Long> {
    private final int index;
    private final AgentRef<Long> parent;
    private int missing = 2;
    private long sum;

    Adder(int index, AgentRef<Long> parent) {
      this.index = index;
      this.parent = parent;
    }

    @Override
    public void onStart(AgentContext<Long> context) {
      if (index <= Fibonacci.KNOWN) {
        check(parent.signal(1L));
        context.stop();
        return;
      }
      AgentRef<Long> self = context.self();
      context.spawn(() -> new Adder(index - 1, self));
      context.spawn(() -> new Adder(index - 2, self));
    }

    @Override
    public void receive(AgentContext<Long> context, Long number) {
      sum += number;
      if (--missing == 0) {
        check(parent.signal(sum));
        context.stop();
      }
    }
  }
}

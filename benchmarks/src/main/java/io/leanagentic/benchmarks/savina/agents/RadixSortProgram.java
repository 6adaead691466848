package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.RadixSort;
import java.util.ArrayList;
import java.util.List;

/** {@link RadixSort}. */
final class RadixSortProgram {
  private RadixSortProgram() {}

  static void begin(Spawner spawner, RadixSort size, Completion finish) {
    AgentRef<Value> next = spawner.spawn(() -> new Validator(size.values(), finish));
    for (long bit = size.bound() / 2; bit > 0; bit /= 2) {
      long mask = bit;
      AgentRef<Value> following = next;
      next = spawner.spawn(() -> new Sorter(size.values(), mask, following));
    }
    AgentRef<Value> first = next;
    AgentRef<Go> source =
        spawner.spawn((context, go) ->
            context.signalAll(first, size.numbers().mapToObj(Value::new).iterator(), () -> {}));
    check(source.signal(Go.GO));
  }

  record Value(long value) {}

  enum Go {
    GO
  }

  private static final class Sorter implements Behavior<Value> {
    private final long mask;
    private final AgentRef<Value> next;
    private final List<Value> later;
    private int unseen;

    Sorter(int values, long mask, AgentRef<Value> next) {
      this.mask = mask;
      this.next = next;
      this.later = new ArrayList<>(values);
      this.unseen = values;
    }

    @Override
    public void receive(AgentContext<Value> context, Value value) {
      if ((value.value() & mask) == 0) {
        check(next.signal(value));
      } else {
        later.add(value);
      }
      if (--unseen == 0) {
        context.signalAll(next, List.copyOf(later).iterator(), context::stop);
      }
    }
  }

  private static final class Validator implements Behavior<Value> {
    private final Completion finish;
    private int left;
    private long checksum;

    Validator(int values, Completion finish) {
      this.left = values;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Value> context, Value value) {
      checksum = RadixSort.checksum(checksum, value.value());
      if (--left == 0) {
        finish.with(checksum);
      }
    }
  }
}

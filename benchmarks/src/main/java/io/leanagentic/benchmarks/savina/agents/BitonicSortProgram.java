package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.BitonicSort;
import io.leanagentic.benchmarks.savina.QuickSort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link BitonicSort}. */
final class BitonicSortProgram {
  private BitonicSortProgram() {}

  static void begin(Spawner spawner, BitonicSort size, Completion finish) {
    AgentRef<Value> sink = spawner.spawn(() -> new Sink(size.values(), finish));
    List<AgentRef<Value>> ends = new ArrayList<>(Collections.nCopies(size.values(), sink));
    for (BitonicSort.Step step : size.steps().reversed()) {
      for (int wire = 0; wire < size.values(); wire++) {
        if (step.isFirst(wire)) {
          int low = step.low(wire);
          int high = step.high(wire);
          AgentRef<Value> afterLow = ends.get(low);
          AgentRef<Value> afterHigh = ends.get(high);
          AgentRef<Value> comparator =
              spawner.spawn(() -> new Comparator(low, afterLow, high, afterHigh));
          ends.set(low, comparator);
          ends.set(high, comparator);
        }
      }
    }
    long[] numbers = size.numbers();
    for (int wire = 0; wire < numbers.length; wire++) {
      check(ends.get(wire).signal(new Value(wire, numbers[wire])));
    }
  }

  record Value(int wire, long number) {}

  private static final class Comparator implements Behavior<Value> {
    private final int low;
    private final AgentRef<Value> afterLow;
    private final int high;
    private final AgentRef<Value> afterHigh;
    private @Nullable Value first;

    Comparator(int low, AgentRef<Value> afterLow, int high, AgentRef<Value> afterHigh) {
      this.low = low;
      this.afterLow = afterLow;
      this.high = high;
      this.afterHigh = afterHigh;
    }

    @Override
    public void receive(AgentContext<Value> context, Value value) {
      if (first == null) {
        first = value;
        return;
      }
      check(afterLow.signal(new Value(low, Math.min(first.number(), value.number()))));
      check(afterHigh.signal(new Value(high, Math.max(first.number(), value.number()))));
      context.stop();
    }
  }

  private static final class Sink implements Behavior<Value> {
    private final long[] numbers;
    private final Completion finish;
    private int missing;

    Sink(int values, Completion finish) {
      this.numbers = new long[values];
      this.finish = finish;
      this.missing = values;
    }

    @Override
    public void receive(AgentContext<Value> context, Value value) {
      numbers[value.wire()] = value.number();
      if (--missing == 0) {
        finish.with(QuickSort.checksum(numbers));
      }
    }
  }
}

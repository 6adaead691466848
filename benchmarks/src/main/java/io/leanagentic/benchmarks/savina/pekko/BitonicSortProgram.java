package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.BitonicSort;
import io.leanagentic.benchmarks.savina.QuickSort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** {@link BitonicSort}. */
final class BitonicSortProgram {
  private BitonicSortProgram() {}

  static void begin(ActorContext<?> context, BitonicSort size, Completion finish) {
    ActorRef<Value> sink =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Sink(size.values(), finish)::receive)));
    List<ActorRef<Value>> ends = new ArrayList<>(Collections.nCopies(size.values(), sink));
    for (BitonicSort.Step step : size.steps().reversed()) {
      for (int wire = 0; wire < size.values(); wire++) {
        if (step.isFirst(wire)) {
          int low = step.low(wire);
          int high = step.high(wire);
          ActorRef<Value> afterLow = ends.get(low);
          ActorRef<Value> afterHigh = ends.get(high);
          ActorRef<Value> comparator =
              context.spawnAnonymous(
                  Behaviors.setup(_ ->
                      Behaviors.receiveMessage(
                          new Comparator(low, afterLow, high, afterHigh)::receive)));
          ends.set(low, comparator);
          ends.set(high, comparator);
        }
      }
    }
    long[] numbers = size.numbers();
    for (int wire = 0; wire < numbers.length; wire++) {
      ends.get(wire).tell(new Value(wire, numbers[wire]));
    }
  }

  record Value(int wire, long number) {}

  private static final class Comparator {
    private final int low;
    private final ActorRef<Value> afterLow;
    private final int high;
    private final ActorRef<Value> afterHigh;
    private @Nullable Value first;

    Comparator(int low, ActorRef<Value> afterLow, int high, ActorRef<Value> afterHigh) {
      this.low = low;
      this.afterLow = afterLow;
      this.high = high;
      this.afterHigh = afterHigh;
    }

    Behavior<Value> receive(Value value) {
      if (first == null) {
        first = value;
        return Behaviors.same();
      }
      afterLow.tell(new Value(low, Math.min(first.number(), value.number())));
      afterHigh.tell(new Value(high, Math.max(first.number(), value.number())));
      return Behaviors.stopped();
    }
  }

  private static final class Sink {
    private final long[] numbers;
    private final Completion finish;
    private int missing;

    Sink(int values, Completion finish) {
      this.numbers = new long[values];
      this.finish = finish;
      this.missing = values;
    }

    Behavior<Value> receive(Value value) {
      numbers[value.wire()] = value.number();
      if (--missing == 0) {
        finish.with(QuickSort.checksum(numbers));
      }
      return Behaviors.same();
    }
  }
}

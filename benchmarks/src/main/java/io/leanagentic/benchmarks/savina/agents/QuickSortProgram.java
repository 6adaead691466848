package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.QuickSort;
import io.leanagentic.capability.CapUnchecked;
import java.util.function.Consumer;

/** {@link QuickSort}. */
final class QuickSortProgram {
  private QuickSortProgram() {}

  static void begin(Spawner spawner, QuickSort size, Completion finish) {
    AgentRef<Message> root =
        spawner.spawn(
            () -> new Sorter(size, result -> finish.with(QuickSort.checksum(result.numbers()))));
    check(root.signal(new Sort(size.numbers())));
  }

  enum Side {
    LEFT,
    RIGHT
  }

  sealed interface Message {}

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Sort(long[] numbers) implements Message {}

  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  record Sorted(long[] numbers, Side side) implements Message {}

  @CapUnchecked("a sorter ends when it hands on its result, and uses no part again")
  private static final class Sorter implements Behavior<Message> {
    private final QuickSort size;
    private final Side side;
    private final Consumer<Sorted> parent;
    private long[] result = {};
    private int missing = 2;

    Sorter(QuickSort size, Consumer<Sorted> parent) {
      this(size, Side.LEFT, parent);
    }

    private Sorter(QuickSort size, Side side, Consumer<Sorted> parent) {
      this.size = size;
      this.side = side;
      this.parent = parent;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Sort(long[] numbers) when numbers.length < size.alone() -> {
          result = QuickSort.sort(numbers);
          end(context);
        }
        case Sort(long[] numbers) -> {
          var parts = QuickSort.Parts.of(numbers);
          result = parts.equal();
          sort(context, parts.less(), Side.LEFT);
          sort(context, parts.more(), Side.RIGHT);
        }
        case Sorted(long[] part, Side from) -> {
          result = from == Side.LEFT ? QuickSort.join(part, result) : QuickSort.join(result, part);
          if (--missing == 0) {
            end(context);
          }
        }
      }
    }

    private void sort(AgentContext<Message> context, long[] part, Side on) {
      AgentRef<Message> self = context.self();
      AgentRef<Message> child =
          context.spawn(() -> new Sorter(size, on, sorted -> check(self.signal(sorted))));
      check(child.signal(new Sort(part)));
    }

    private void end(AgentContext<Message> context) {
      parent.accept(new Sorted(result, side));
      context.stop();
    }
  }
}

package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.QuickSort;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link QuickSort}. */
final class QuickSortProgram {
  private QuickSortProgram() {}

  static void begin(ActorContext<?> context, QuickSort size, Completion finish) {
    ActorRef<Message> root =
        context.spawnAnonymous(
            Sorter.create(
                size, Side.LEFT, sorted -> finish.with(QuickSort.checksum(sorted.numbers()))));
    root.tell(new Sort(size.numbers()));
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

  private static final class Sorter {
    private final ActorContext<Message> context;
    private final QuickSort size;
    private final Side side;
    private final Consumer<Sorted> parent;
    private long[] result = {};
    private int missing = 2;

    private Sorter(
        ActorContext<Message> context, QuickSort size, Side side, Consumer<Sorted> parent) {
      this.context = context;
      this.size = size;
      this.side = side;
      this.parent = parent;
    }

    static Behavior<Message> create(QuickSort size, Side side, Consumer<Sorted> parent) {
      return Behaviors.setup(
          context -> Behaviors.receiveMessage(new Sorter(context, size, side, parent)::receive));
    }

    private Behavior<Message> receive(Message message) {
      switch (message) {
        case Sort(long[] numbers) when numbers.length < size.alone() -> {
          result = QuickSort.sort(numbers);
          return end();
        }
        case Sort(long[] numbers) -> {
          var parts = QuickSort.Parts.of(numbers);
          result = parts.equal();
          sort(parts.less(), Side.LEFT);
          sort(parts.more(), Side.RIGHT);
        }
        case Sorted(long[] part, Side from) -> {
          result = from == Side.LEFT ? QuickSort.join(part, result) : QuickSort.join(result, part);
          if (--missing == 0) {
            return end();
          }
        }
      }
      return Behaviors.same();
    }

    private void sort(long[] part, Side on) {
      ActorRef<Message> self = context.getSelf();
      ActorRef<Message> child = context.spawnAnonymous(create(size, on, self::tell));
      child.tell(new Sort(part));
    }

    private Behavior<Message> end() {
      parent.accept(new Sorted(result, side));
      return Behaviors.stopped();
    }
  }
}

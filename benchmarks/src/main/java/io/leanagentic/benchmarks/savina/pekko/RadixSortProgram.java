package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.RadixSort;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link RadixSort}; nothing tells anybody to slow down. */
final class RadixSortProgram {
  private RadixSortProgram() {}

  static void begin(ActorContext<?> context, RadixSort size, Completion finish) {
    ActorRef<Value> next =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Validator(size.values(), finish)::receive)));
    for (long bit = size.bound() / 2; bit > 0; bit /= 2) {
      long mask = bit;
      ActorRef<Value> following = next;
      next =
          context.spawnAnonymous(
              Behaviors.setup(_ ->
                  Behaviors.receiveMessage(new Sorter(size.values(), mask, following)::receive)));
    }
    ActorRef<Value> first = next;
    ActorRef<Begin> source =
        context.spawnAnonymous(
            Behaviors.receiveMessage(_ -> {
              size.numbers().forEach(number -> first.tell(new Value(number)));
              return Behaviors.stopped();
            }));
    source.tell(Begin.BEGIN);
  }

  record Value(long value) {}

  enum Begin {
    BEGIN
  }

  private static final class Sorter {
    private final long mask;
    private final ActorRef<Value> next;
    private final Value[] later;
    private int unseen;
    private int kept;

    Sorter(int values, long mask, ActorRef<Value> next) {
      this.mask = mask;
      this.next = next;
      this.later = new Value[values];
      this.unseen = values;
    }

    Behavior<Value> receive(Value value) {
      unseen--;
      if ((value.value() & mask) == 0) {
        next.tell(value);
      } else {
        later[kept++] = value;
      }
      if (unseen > 0) {
        return Behaviors.same();
      }
      for (int i = 0; i < kept; i++) {
        next.tell(later[i]);
      }
      return Behaviors.stopped();
    }
  }

  private static final class Validator {
    private final Completion finish;
    private int left;
    private long checksum;

    Validator(int values, Completion finish) {
      this.left = values;
      this.finish = finish;
    }

    Behavior<Value> receive(Value value) {
      checksum = RadixSort.checksum(checksum, value.value());
      if (--left == 0) {
        finish.with(checksum);
      }
      return Behaviors.same();
    }
  }
}

package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.Finish;
import io.leanagentic.benchmarks.savina.RadixSort;
import java.util.Iterator;

/** {@link RadixSort}. */
final class RadixSortProgram {
  private RadixSortProgram() {}

  static void begin(Spawner spawner, RadixSort size, Finish finish) {
    AgentRef<Message> next = spawner.spawn(() -> new Validator(size.values(), finish));
    for (long bit = size.bound() / 2; bit > 0; bit /= 2) {
      long mask = bit;
      AgentRef<Message> following = next;
      next = spawner.spawn(() -> new Sorter(size.values(), mask, following));
    }
    AgentRef<Message> first = next;
    AgentRef<More> source = spawner.spawn(() -> new Source(size, first));
    check(source.signal(More.MORE));
  }

  sealed interface Message {}

  record Value(long value) implements Message {}

  enum More implements Message {
    MORE
  }

  private static final class Source implements Behavior<More> {
    private final AgentRef<Message> first;
    private final Iterator<Long> numbers;
    private int left;

    Source(RadixSort size, AgentRef<Message> first) {
      this.first = first;
      this.numbers = size.numbers().iterator();
      this.left = size.values();
    }

    @Override
    public void receive(AgentContext<More> context, More more) {
      left -= Portion.send(left, _ -> first.signal(new Value(numbers.next())));
      if (left > 0) {
        check(context.self().signal(more));
      }
    }
  }

  private static final class Sorter implements Behavior<Message> {
    private final long mask;
    private final AgentRef<Message> next;
    private final Value[] later;
    private int unseen;
    private int kept;
    private int sent;

    Sorter(int values, long mask, AgentRef<Message> next) {
      this.mask = mask;
      this.next = next;
      this.later = new Value[values];
      this.unseen = values;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      if (message instanceof Value value) {
        unseen--;
        if ((value.value() & mask) == 0) {
          check(next.signal(value));
        } else {
          later[kept++] = value;
        }
      }
      if (unseen == 0) {
        sendLater(context);
      }
    }

    private void sendLater(AgentContext<Message> context) {
      int from = sent;
      sent += Portion.send(kept - sent, i -> next.signal(later[from + i]));
      if (sent < kept) {
        check(context.self().signal(More.MORE));
      } else {
        context.stop();
      }
    }
  }

  private static final class Validator implements Behavior<Message> {
    private final Finish finish;
    private int left;
    private long checksum;

    Validator(int values, Finish finish) {
      this.left = values;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      if (message instanceof Value(long value)) {
        checksum = RadixSort.checksum(checksum, value);
        if (--left == 0) {
          finish.with(checksum);
        }
      }
    }
  }
}

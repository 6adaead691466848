package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.FilterBank;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link FilterBank}; nothing tells anybody to slow down. */
final class FilterBankProgram {
  private FilterBankProgram() {}

  static void begin(ActorContext<?> context, FilterBank size, Completion finish) {
    ActorRef<Double> sink =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Sink(size.results(), finish)::receive)));
    ActorRef<Row> combiner =
        context.spawnAnonymous(
            Behaviors.receiveMessage(row -> {
              double sum = 0;
              for (double value : row.values()) {
                sum += value;
              }
              sink.tell(sum);
              return Behaviors.same();
            }));
    ActorRef<Tagged> integrator =
        context.spawnAnonymous(
            Behaviors.setup(
                _ -> Behaviors.receiveMessage(new Integrator(size.channels(), combiner)::receive)));
    List<ActorRef<Double>> channels = new ArrayList<>();
    for (int channel = 0; channel < size.channels(); channel++) {
      channels.add(channel(context, size, channel, integrator));
    }
    List<ActorRef<Double>> all = List.copyOf(channels);
    ActorRef<Double> branch =
        context.spawnAnonymous(
            Behaviors.receiveMessage(number -> {
              all.forEach(channel -> channel.tell(number));
              return Behaviors.same();
            }));
    ActorRef<Go> source =
        context.spawnAnonymous(
            Behaviors.receiveMessage(_ -> {
              for (int i = 0; i < size.numbers(); i++) {
                branch.tell(FilterBank.number(i));
              }
              return Behaviors.stopped();
            }));
    source.tell(Go.GO);
  }

  private static ActorRef<Double> channel(
      ActorContext<?> context, FilterBank size, int channel, ActorRef<Tagged> integrator) {
    ActorRef<Double> tag =
        context.spawnAnonymous(
            Behaviors.receiveMessage(value -> {
              integrator.tell(new Tagged(channel, value));
              return Behaviors.same();
            }));
    ActorRef<Double> second = context.spawnAnonymous(filter(size, channel, true, tag));
    ActorRef<Double> late = context.spawnAnonymous(delay(size, second));
    ActorRef<Double> sampler = context.spawnAnonymous(sampler(size, late));
    ActorRef<Double> first = context.spawnAnonymous(filter(size, channel, false, sampler));
    return context.spawnAnonymous(delay(size, first));
  }

  enum Go {
    GO
  }

  record Tagged(int channel, double value) {}

  /** One value of each channel. */
  record Row(List<Double> values) {}

  private static Behavior<Double> delay(FilterBank size, ActorRef<Double> next) {
    return Behaviors.setup(_ -> {
      FilterBank.Delay delay = size.delay();
      return Behaviors.receiveMessage(number -> {
        next.tell(delay.swap(number));
        return Behaviors.same();
      });
    });
  }

  private static Behavior<Double> filter(
      FilterBank size, int channel, boolean isSecond, ActorRef<Double> next) {
    return Behaviors.setup(_ -> {
      FilterBank.Filter filter = isSecond ? size.second(channel) : size.first(channel);
      return Behaviors.receiveMessage(number -> {
        if (filter.take(number)) {
          next.tell(filter.value());
        }
        return Behaviors.same();
      });
    });
  }

  private static Behavior<Double> sampler(FilterBank size, ActorRef<Double> next) {
    return Behaviors.setup(_ -> {
      FilterBank.Sampler sampler = size.sampler();
      return Behaviors.receiveMessage(number -> {
        next.tell(sampler.sample(number));
        return Behaviors.same();
      });
    });
  }

  private static final class Integrator {
    private final ActorRef<Row> combiner;
    private final List<Queue<Double>> channels = new ArrayList<>();
    private int empty;

    Integrator(int channels, ActorRef<Row> combiner) {
      this.combiner = combiner;
      this.empty = channels;
      for (int i = 0; i < channels; i++) {
        this.channels.add(new ArrayDeque<>());
      }
    }

    Behavior<Tagged> receive(Tagged tagged) {
      Queue<Double> values = channels.get(tagged.channel());
      if (values.isEmpty()) {
        empty--;
      }
      values.add(tagged.value());
      if (empty > 0) {
        return Behaviors.same();
      }
      List<Double> row = new ArrayList<>();
      for (Queue<Double> channel : channels) {
        row.add(channel.remove());
        if (channel.isEmpty()) {
          empty++;
        }
      }
      combiner.tell(new Row(List.copyOf(row)));
      return Behaviors.same();
    }
  }

  private static final class Sink {
    private final Completion finish;
    private int missing;
    private long checksum;

    Sink(int results, Completion finish) {
      this.missing = results;
      this.finish = finish;
    }

    Behavior<Double> receive(Double sum) {
      checksum = FilterBank.checksum(checksum, sum);
      if (--missing == 0) {
        finish.with(checksum);
      }
      return Behaviors.same();
    }
  }
}

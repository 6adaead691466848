package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.FilterBank;
import io.leanagentic.capability.Val;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/** {@link FilterBank}. */
final class FilterBankProgram {
  private FilterBankProgram() {}

  static void begin(Spawner spawner, FilterBank size, Completion finish) {
    AgentRef<Double> sink = spawner.spawn(() -> new Sink(size.results(), finish));
    AgentRef<Row> combiner =
        spawner.spawn((_, row) -> {
          double sum = 0;
          for (double value : row.values()) {
            sum += value;
          }
          check(sink.signal(sum));
        });
    AgentRef<Tagged> integrator = spawner.spawn(() -> new Integrator(size.channels(), combiner));
    List<AgentRef<Double>> channels = new ArrayList<>();
    for (int channel = 0; channel < size.channels(); channel++) {
      channels.add(channel(spawner, size, channel, integrator));
    }
    @Val List<AgentRef<Double>> all = List.copyOf(channels);
    AgentRef<Double> branch =
        spawner.spawn((_, number) -> all.forEach(channel -> check(channel.signal(number))));
    AgentRef<Go> source =
        spawner.spawn((context, _) ->
            context.signalAll(
                branch,
                IntStream.range(0, size.numbers()).mapToObj(FilterBank::number).iterator(),
                () -> {}));
    check(source.signal(Go.GO));
  }

  private static AgentRef<Double> channel(
      Spawner spawner, FilterBank size, int channel, AgentRef<Tagged> integrator) {
    AgentRef<Double> tag =
        spawner.spawn((_, value) -> check(integrator.signal(new Tagged(channel, value))));
    AgentRef<Double> second = spawner.spawn(() -> new Filter(size.second(channel), tag));
    AgentRef<Double> late = spawner.spawn(() -> new Delay(size.delay(), second));
    AgentRef<Double> sampler = spawner.spawn(() -> new Sampler(size.sampler(), late));
    AgentRef<Double> first = spawner.spawn(() -> new Filter(size.first(channel), sampler));
    return spawner.spawn(() -> new Delay(size.delay(), first));
  }

  enum Go {
    GO
  }

  record Tagged(int channel, double value) {}

  /** One value of each channel. */
  record Row(@Val List<Double> values) {}

  private record Delay(FilterBank.Delay delay, AgentRef<Double> next) implements Behavior<Double> {
    @Override
    public void receive(AgentContext<Double> context, Double number) {
      check(next.signal(delay.swap(number)));
    }
  }

  private record Filter(FilterBank.Filter filter, AgentRef<Double> next)
      implements Behavior<Double> {
    @Override
    public void receive(AgentContext<Double> context, Double number) {
      if (filter.take(number)) {
        check(next.signal(filter.value()));
      }
    }
  }

  private record Sampler(FilterBank.Sampler sampler, AgentRef<Double> next)
      implements Behavior<Double> {
    @Override
    public void receive(AgentContext<Double> context, Double number) {
      check(next.signal(sampler.sample(number)));
    }
  }

  private static final class Integrator implements Behavior<Tagged> {
    private final AgentRef<Row> combiner;
    private final List<Queue<Double>> channels = new ArrayList<>();
    private int empty;

    Integrator(int channels, AgentRef<Row> combiner) {
      this.combiner = combiner;
      this.empty = channels;
      for (int i = 0; i < channels; i++) {
        this.channels.add(new ArrayDeque<>());
      }
    }

    @Override
    public void receive(AgentContext<Tagged> context, Tagged tagged) {
      Queue<Double> values = channels.get(tagged.channel());
      if (values.isEmpty()) {
        empty--;
      }
      values.add(tagged.value());
      if (empty > 0) {
        return;
      }
      List<Double> row = new ArrayList<>();
      for (Queue<Double> channel : channels) {
        row.add(channel.remove());
        if (channel.isEmpty()) {
          empty++;
        }
      }
      check(combiner.signal(new Row(List.copyOf(row))));
    }
  }

  private static final class Sink implements Behavior<Double> {
    private final Completion finish;
    private int missing;
    private long checksum;

    Sink(int results, Completion finish) {
      this.missing = results;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Double> context, Double sum) {
      checksum = FilterBank.checksum(checksum, sum);
      if (--missing == 0) {
        finish.with(checksum);
      }
    }
  }
}

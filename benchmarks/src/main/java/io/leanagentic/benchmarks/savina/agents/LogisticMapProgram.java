package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.LogisticMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@link LogisticMap}. */
final class LogisticMapProgram {
  private static final Duration LONG = Duration.ofSeconds(30);

  private LogisticMapProgram() {}

  static void begin(Spawner spawner, LogisticMap size, Completion finish) {
    switch (size.way()) {
      case AWAIT -> awaiting(spawner, size, finish);
      case MESSAGES -> sending(spawner, size, finish);
    }
  }

  private static void awaiting(Spawner spawner, LogisticMap size, Completion finish) {
    List<AgentRef<AtSeries>> all = new ArrayList<>();
    for (int i = 0; i < size.series(); i++) {
      int number = i;
      double rate = LogisticMap.rate(i);
      AgentRef<Question> computer =
          spawner.spawn(
              (_, question) -> question.reply().send(LogisticMap.next(rate, question.term())));
      all.add(spawner.spawn(() -> new AwaitingSeries(LogisticMap.start(number), computer)));
    }
    AgentRef<Go> master = spawner.spawn(() -> new Master(all, size.terms(), finish));
    check(master.signal(Go.GO));
  }

  private static void sending(Spawner spawner, LogisticMap size, Completion finish) {
    var gathering = new Gathering(size.series(), finish);
    for (int i = 0; i < size.series(); i++) {
      int number = i;
      double rate = LogisticMap.rate(i);
      AgentRef<Compute> computer =
          spawner.spawn(
              (_, compute) -> check(compute.from().signal(LogisticMap.next(rate, compute.term()))));
      AgentRef<Double> series =
          spawner.spawn(() -> new SendingSeries(size.terms(), computer, gathering));
      check(series.signal(LogisticMap.start(number)));
    }
  }

  enum Go {
    GO
  }

  sealed interface AtSeries {}

  enum Next implements AtSeries {
    NEXT
  }

  record Last(Reply<Double> reply) implements AtSeries {}

  record Question(double term, Reply<Double> reply) {}

  record Compute(double term, AgentRef<Double> from) {}

  private static final class Master implements Behavior<Go> {
    private final List<AgentRef<AtSeries>> all;
    private final int terms;
    private final Completion finish;
    private int missing;
    private long sum;

    Master(List<AgentRef<AtSeries>> all, int terms, Completion finish) {
      this.all = List.copyOf(all);
      this.terms = terms;
      this.finish = finish;
      this.missing = all.size();
    }

    @Override
    public void receive(AgentContext<Go> context, Go go) {
      for (AgentRef<AtSeries> series : all) {
        context.signalAll(
            series,
            Collections.nCopies(terms, Next.NEXT).iterator(),
            () -> context.onAnswer(series.ask(Last::new, LONG), this::add));
      }
    }

    private void add(double term) {
      sum += LogisticMap.result(term);
      if (--missing == 0) {
        finish.with(sum);
      }
    }
  }

  private static final class AwaitingSeries implements Behavior<AtSeries> {
    private final AgentRef<Question> computer;
    private double term;

    AwaitingSeries(double start, AgentRef<Question> computer) {
      this.term = start;
      this.computer = computer;
    }

    @Override
    public void receive(AgentContext<AtSeries> context, AtSeries message) {
      switch (message) {
        case Next _ ->
            context.await(
                computer.<Double>ask(reply -> new Question(term, reply), LONG),
                next -> term = next);
        case Last(var reply) -> reply.send(term);
      }
    }
  }

  private static final class SendingSeries implements Behavior<Double> {
    private final AgentRef<Compute> computer;
    private final Gathering gathering;
    private int left;

    SendingSeries(int terms, AgentRef<Compute> computer, Gathering gathering) {
      this.left = terms;
      this.computer = computer;
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<Double> context, Double term) {
      if (left-- > 0) {
        check(computer.signal(new Compute(term, context.self())));
      } else {
        gathering.end(LogisticMap.result(term));
      }
    }
  }
}

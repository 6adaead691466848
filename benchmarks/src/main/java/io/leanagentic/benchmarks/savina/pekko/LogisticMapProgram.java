package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.LogisticMap;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;

/** {@link LogisticMap}; a series that waits for a term stashes what else comes. */
final class LogisticMapProgram {
  private LogisticMapProgram() {}

  static void begin(ActorContext<?> context, LogisticMap size, Completion finish) {
    switch (size.way()) {
      case AWAIT -> awaiting(context, size, finish);
      case MESSAGES -> sending(context, size, finish);
    }
  }

  private static void awaiting(ActorContext<?> context, LogisticMap size, Completion finish) {
    List<ActorRef<AtSeries>> all = new ArrayList<>();
    for (int i = 0; i < size.series(); i++) {
      double start = LogisticMap.start(i);
      double rate = LogisticMap.rate(i);
      ActorRef<Question> computer =
          context.spawnAnonymous(
              Behaviors.receiveMessage(question -> {
                question.from().tell(new Term(LogisticMap.next(rate, question.term())));
                return Behaviors.same();
              }));
      all.add(
          context.spawnAnonymous(
              Behaviors.withStash(
                  size.terms() + 1,
                  stash ->
                      Behaviors.setup(self ->
                          new AwaitingSeries(self.getSelf(), stash, start, computer).ready()))));
    }
    ActorRef<AtMaster> master =
        context.spawnAnonymous(
            Behaviors.setup(self ->
                Behaviors.receiveMessage(
                    new Master(self.getSelf(), all, size.terms(), finish)::receive)));
    master.tell(Go.GO);
  }

  private static void sending(ActorContext<?> context, LogisticMap size, Completion finish) {
    var gathering = new Gathering(size.series(), finish);
    for (int i = 0; i < size.series(); i++) {
      double rate = LogisticMap.rate(i);
      ActorRef<Compute> computer =
          context.spawnAnonymous(
              Behaviors.receiveMessage(compute -> {
                compute.from().tell(LogisticMap.next(rate, compute.term()));
                return Behaviors.same();
              }));
      ActorRef<Double> series =
          context.spawnAnonymous(
              Behaviors.setup(self ->
                  Behaviors.receiveMessage(
                      new SendingSeries(self.getSelf(), size.terms(), computer, gathering)
                          ::receive)));
      series.tell(LogisticMap.start(i));
    }
  }

  sealed interface AtMaster {}

  enum Go implements AtMaster {
    GO
  }

  record Found(double term) implements AtMaster {}

  sealed interface AtSeries {}

  enum Next implements AtSeries {
    NEXT
  }

  record Last(ActorRef<AtMaster> from) implements AtSeries {}

  record Term(double term) implements AtSeries {}

  record Question(double term, ActorRef<AtSeries> from) {}

  record Compute(double term, ActorRef<Double> from) {}

  private static final class Master {
    private final ActorRef<AtMaster> self;
    private final List<ActorRef<AtSeries>> all;
    private final int terms;
    private final Completion finish;
    private int missing;
    private long sum;

    Master(ActorRef<AtMaster> self, List<ActorRef<AtSeries>> all, int terms, Completion finish) {
      this.self = self;
      this.all = List.copyOf(all);
      this.terms = terms;
      this.finish = finish;
      this.missing = all.size();
    }

    Behavior<AtMaster> receive(AtMaster message) {
      switch (message) {
        case Go _ -> {
          for (int i = 0; i < terms; i++) {
            all.forEach(series -> series.tell(Next.NEXT));
          }
          all.forEach(series -> series.tell(new Last(self)));
        }
        case Found(double term) -> {
          sum += LogisticMap.result(term);
          if (--missing == 0) {
            finish.with(sum);
          }
        }
      }
      return Behaviors.same();
    }
  }

  private static final class AwaitingSeries {
    private final ActorRef<AtSeries> self;
    private final StashBuffer<AtSeries> stash;
    private final ActorRef<Question> computer;
    private double term;

    AwaitingSeries(
        ActorRef<AtSeries> self,
        StashBuffer<AtSeries> stash,
        double start,
        ActorRef<Question> computer) {
      this.self = self;
      this.stash = stash;
      this.term = start;
      this.computer = computer;
    }

    Behavior<AtSeries> ready() {
      return Behaviors.receiveMessage(this::receive);
    }

    private Behavior<AtSeries> receive(AtSeries message) {
      switch (message) {
        case Next _ -> {
          computer.tell(new Question(term, self));
          return Behaviors.receiveMessage(this::whileWaiting);
        }
        case Last(var from) -> from.tell(new Found(term));
        case Term _ -> throw new IllegalStateException("nothing was asked");
      }
      return Behaviors.same();
    }

    /** The next one only is taken back: all of them would be stashed again, but for that one. */
    private Behavior<AtSeries> whileWaiting(AtSeries message) {
      if (message instanceof Term(double next)) {
        term = next;
        return stash.unstash(ready(), 1, stashed -> stashed);
      }
      stash.stash(message);
      return Behaviors.same();
    }
  }

  private static final class SendingSeries {
    private final ActorRef<Double> self;
    private final ActorRef<Compute> computer;
    private final Gathering gathering;
    private int left;

    SendingSeries(
        ActorRef<Double> self, int terms, ActorRef<Compute> computer, Gathering gathering) {
      this.self = self;
      this.left = terms;
      this.computer = computer;
      this.gathering = gathering;
    }

    Behavior<Double> receive(Double term) {
      if (left-- > 0) {
        computer.tell(new Compute(term, self));
      } else {
        gathering.end(LogisticMap.result(term));
      }
      return Behaviors.same();
    }
  }
}

package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Philosophers;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Philosophers}. */
final class PhilosophersProgram {
  private PhilosophersProgram() {}

  static void begin(ActorContext<?> context, Philosophers size, Completion finish) {
    ActorRef<Request> arbitrator =
        context.spawnAnonymous(
            Behaviors.setup(_ -> Behaviors.receiveMessage(new Arbitrator(size, finish)::receive)));
    for (int i = 0; i < size.philosophers(); i++) {
      int id = i;
      ActorRef<Answer> philosopher =
          context.spawnAnonymous(
              Behaviors.setup(self ->
                  Behaviors.receiveMessage(
                      new Philosopher(self.getSelf(), id, size.rounds(), arbitrator)::receive)));
      philosopher.tell(Answer.BEGIN);
    }
  }

  sealed interface Request {}

  record Hungry(ActorRef<Answer> from, int philosopher) implements Request {}

  record Full(int philosopher) implements Request {}

  record Leaves(long eaten) implements Request {}

  enum Answer {
    BEGIN,
    EAT,
    DENIED
  }

  private static final class Philosopher {
    private final ActorRef<Answer> self;
    private final int id;
    private final int rounds;
    private final ActorRef<Request> arbitrator;
    private final Full full;
    private long eaten;

    Philosopher(ActorRef<Answer> self, int id, int rounds, ActorRef<Request> arbitrator) {
      this.self = self;
      this.id = id;
      this.rounds = rounds;
      this.arbitrator = arbitrator;
      this.full = new Full(id);
    }

    Behavior<Answer> receive(Answer answer) {
      switch (answer) {
        case BEGIN, DENIED -> arbitrator.tell(new Hungry(self, id));
        case EAT -> {
          eaten++;
          arbitrator.tell(full);
          if (eaten == rounds) {
            arbitrator.tell(new Leaves(eaten));
            return Behaviors.stopped();
          }
          self.tell(Answer.BEGIN);
        }
      }
      return Behaviors.same();
    }
  }

  private static final class Arbitrator {
    private final Philosophers.Forks forks;
    private final Completion finish;
    private int present;
    private long eaten;

    Arbitrator(Philosophers size, Completion finish) {
      this.forks = size.forks();
      this.present = size.philosophers();
      this.finish = finish;
    }

    Behavior<Request> receive(Request request) {
      switch (request) {
        case Hungry(var from, int philosopher) ->
            from.tell(forks.take(philosopher) ? Answer.EAT : Answer.DENIED);
        case Full(int philosopher) -> forks.putBack(philosopher);
        case Leaves(long some) -> {
          eaten += some;
          if (--present == 0) {
            finish.with(eaten);
          }
        }
      }
      return Behaviors.same();
    }
  }
}

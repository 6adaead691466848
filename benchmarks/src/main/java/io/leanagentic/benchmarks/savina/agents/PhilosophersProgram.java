package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Philosophers;

/** {@link Philosophers}. */
final class PhilosophersProgram {
  private PhilosophersProgram() {}

  static void begin(Spawner spawner, Philosophers size, Completion finish) {
    AgentRef<Request> arbitrator = spawner.spawn(() -> new Arbitrator(size, finish));
    for (int i = 0; i < size.philosophers(); i++) {
      int id = i;
      AgentRef<Answer> philosopher =
          spawner.spawn(() -> new Philosopher(id, size.rounds(), arbitrator));
      check(philosopher.signal(Answer.BEGIN));
    }
  }

  sealed interface Request {}

  record Hungry(AgentRef<Answer> from, int philosopher) implements Request {}

  record Full(int philosopher) implements Request {}

  record Leaves(long eaten) implements Request {}

  enum Answer {
    BEGIN,
    EAT,
    DENIED
  }

  private static final class Philosopher implements Behavior<Answer> {
    private final int id;
    private final int rounds;
    private final AgentRef<Request> arbitrator;
    private final Full full;
    private long eaten;

    Philosopher(int id, int rounds, AgentRef<Request> arbitrator) {
      this.id = id;
      this.rounds = rounds;
      this.arbitrator = arbitrator;
      this.full = new Full(id);
    }

    @Override
    public void receive(AgentContext<Answer> context, Answer answer) {
      switch (answer) {
        case BEGIN, DENIED -> check(arbitrator.signal(new Hungry(context.self(), id)));
        case EAT -> {
          eaten++;
          check(arbitrator.signal(full));
          if (eaten < rounds) {
            check(context.self().signal(Answer.BEGIN));
          } else {
            check(arbitrator.signal(new Leaves(eaten)));
            context.stop();
          }
        }
      }
    }
  }

  private static final class Arbitrator implements Behavior<Request> {
    private final Philosophers.Forks forks;
    private final Completion finish;
    private int present;
    private long eaten;

    Arbitrator(Philosophers size, Completion finish) {
      this.forks = size.forks();
      this.present = size.philosophers();
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Request> context, Request request) {
      switch (request) {
        case Hungry(var from, int philosopher) ->
            check(from.signal(forks.take(philosopher) ? Answer.EAT : Answer.DENIED));
        case Full(int philosopher) -> forks.putBack(philosopher);
        case Leaves(long some) -> {
          eaten += some;
          if (--present == 0) {
            finish.with(eaten);
          }
        }
      }
    }
  }
}

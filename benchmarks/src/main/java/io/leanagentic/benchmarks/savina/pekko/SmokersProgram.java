package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import io.leanagentic.benchmarks.savina.Smokers;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link Smokers}. */
final class SmokersProgram {
  private SmokersProgram() {}

  static void begin(ActorContext<?> context, Smokers size, Completion finish) {
    context.spawnAnonymous(
        Behaviors.<Started>setup(
            self -> Behaviors.receiveMessage(new Arbiter(self, size, finish)::receive)));
  }

  sealed interface AtSmoker {}

  record Smoke(int steps) implements AtSmoker {}

  enum End implements AtSmoker {
    END
  }

  enum Started {
    STARTED
  }

  private static final class Arbiter {
    private final Smokers size;
    private final PseudoRandom random;
    private final List<ActorRef<AtSmoker>> smokers = new ArrayList<>();
    private int left;

    Arbiter(ActorContext<Started> context, Smokers size, Completion finish) {
      this.size = size;
      this.random = size.random();
      this.left = size.rounds();
      var gathering = new Gathering(size.smokers(), finish);
      for (int i = 0; i < size.smokers(); i++) {
        int number = i;
        smokers.add(
            context.spawnAnonymous(
                Behaviors.setup(_ ->
                    Behaviors.receiveMessage(
                        new Smoker(number, context.getSelf(), gathering)::receive))));
      }
      next();
    }

    Behavior<Started> receive(Started started) {
      if (--left == 0) {
        smokers.forEach(smoker -> smoker.tell(End.END));
      } else {
        next();
      }
      return Behaviors.same();
    }

    private void next() {
      ActorRef<AtSmoker> smoker = smokers.get(size.smoker(random));
      smoker.tell(new Smoke(Smokers.steps(random)));
    }
  }

  private static final class Smoker {
    private final int number;
    private final ActorRef<Started> arbiter;
    private final Gathering gathering;
    private long sum;

    Smoker(int number, ActorRef<Started> arbiter, Gathering gathering) {
      this.number = number;
      this.arbiter = arbiter;
      this.gathering = gathering;
    }

    Behavior<AtSmoker> receive(AtSmoker message) {
      switch (message) {
        case Smoke(int steps) -> {
          arbiter.tell(Started.STARTED);
          sum += Smokers.smoke(number, steps);
        }
        case End _ -> {
          gathering.end(sum);
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    }
  }
}

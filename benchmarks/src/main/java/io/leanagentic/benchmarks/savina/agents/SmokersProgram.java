package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Gathering;
import io.leanagentic.benchmarks.savina.PseudoRandom;
import io.leanagentic.benchmarks.savina.Smokers;
import java.util.ArrayList;
import java.util.List;

/** {@link Smokers}. */
final class SmokersProgram {
  private SmokersProgram() {}

  static void begin(Spawner spawner, Smokers size, Completion finish) {
    spawner.spawn(() -> new Arbiter(size, finish));
  }

  sealed interface AtSmoker {}

  record Smoke(int steps) implements AtSmoker {}

  enum End implements AtSmoker {
    END
  }

  enum Started {
    STARTED
  }

  private static final class Arbiter implements Behavior<Started> {
    private final Smokers size;
    private final Completion finish;
    private final PseudoRandom random;
    private final List<AgentRef<AtSmoker>> smokers = new ArrayList<>();
    private int left;

    Arbiter(Smokers size, Completion finish) {
      this.size = size;
      this.finish = finish;
      this.random = size.random();
      this.left = size.rounds();
    }

    @Override
    public void onStart(AgentContext<Started> context) {
      var gathering = new Gathering(size.smokers(), finish);
      AgentRef<Started> self = context.self();
      for (int i = 0; i < size.smokers(); i++) {
        int number = i;
        smokers.add(context.spawn(() -> new Smoker(number, self, gathering)));
      }
      next();
    }

    @Override
    public void receive(AgentContext<Started> context, Started started) {
      if (--left == 0) {
        smokers.forEach(smoker -> check(smoker.signal(End.END)));
      } else {
        next();
      }
    }

    private void next() {
      AgentRef<AtSmoker> smoker = smokers.get(size.smoker(random));
      check(smoker.signal(new Smoke(Smokers.steps(random))));
    }
  }

  private static final class Smoker implements Behavior<AtSmoker> {
    private final int number;
    private final AgentRef<Started> arbiter;
    private final Gathering gathering;
    private long sum;

    Smoker(int number, AgentRef<Started> arbiter, Gathering gathering) {
      this.number = number;
      this.arbiter = arbiter;
      this.gathering = gathering;
    }

    @Override
    public void receive(AgentContext<AtSmoker> context, AtSmoker message) {
      switch (message) {
        case Smoke(int steps) -> {
          check(arbiter.signal(Started.STARTED));
          sum += Smokers.smoke(number, steps);
        }
        case End _ -> {
          gathering.end(sum);
          context.stop();
        }
      }
    }
  }
}

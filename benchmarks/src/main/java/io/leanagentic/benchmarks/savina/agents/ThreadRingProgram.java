package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.ThreadRing;
import java.util.ArrayList;
import java.util.List;

/** {@link ThreadRing}. */
final class ThreadRingProgram {
  private ThreadRingProgram() {}

  static void begin(Spawner spawner, ThreadRing size, Completion finish) {
    List<AgentRef<Pass>> ring = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      ring.add(spawner.spawn(() -> new Member(size.agents(), finish)));
    }
    for (int i = 0; i < size.agents(); i++) {
      check(ring.get(i).signal(new Next(ring.get((i + 1) % size.agents()))));
    }
    check(ring.getFirst().signal(new Token(size.hops())));
  }

  sealed interface Pass {}

  record Next(AgentRef<Pass> agent) implements Pass {}

  record Token(int hopsLeft) implements Pass {}

  record End(int agentsLeft, long hops) implements Pass {}

  private static final class Member implements Behavior<Pass> {
    private final int agents;
    private final Completion finish;
    private AgentRef<Pass> next;
    private long hops;

    @SuppressWarnings("NullAway") // the ring is closed before the first token
    Member(int agents, Completion finish) {
      this.agents = agents;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Pass> context, Pass message) {
      switch (message) {
        case Next(var agent) -> next = agent;
        case Token(int left) -> {
          hops++;
          check(next.signal(left > 0 ? new Token(left - 1) : new End(agents, 0)));
        }
        case End(int left, long sum) -> {
          if (left > 1) {
            check(next.signal(new End(left - 1, sum + hops)));
          } else {
            finish.with(sum + hops);
          }
          context.stop();
        }
      }
    }
  }
}

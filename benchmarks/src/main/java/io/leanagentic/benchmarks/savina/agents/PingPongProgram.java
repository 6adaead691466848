package io.leanagentic.benchmarks.savina.agents;

import static io.leanagentic.benchmarks.micro.agents.InRuntime.check;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.Spawner;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.PingPong;

/** {@link PingPong}. */
final class PingPongProgram {
  private PingPongProgram() {}

  static void begin(Spawner spawner, PingPong size, Completion finish) {
    AgentRef<Ping> ponger =
        spawner.spawn((context, ping) -> check(ping.from().signal(new Pong(context.self()))));
    AgentRef<Stroke> pinger = spawner.spawn(() -> new Pinger(ponger, size.pings(), finish));
    check(pinger.signal(Go.GO));
  }

  record Ping(AgentRef<Stroke> from) {}

  sealed interface Stroke {}

  enum Go implements Stroke {
    GO
  }

  record Pong(AgentRef<Ping> from) implements Stroke {}

  private static final class Pinger implements Behavior<Stroke> {
    private final AgentRef<Ping> ponger;
    private final int pings;
    private final Completion finish;
    private int pongs;

    Pinger(AgentRef<Ping> ponger, int pings, Completion finish) {
      this.ponger = ponger;
      this.pings = pings;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Stroke> context, Stroke stroke) {
      switch (stroke) {
        case Go _ -> check(ponger.signal(new Ping(context.self())));
        case Pong _ -> {
          if (++pongs < pings) {
            check(context.self().signal(Go.GO));
          } else {
            finish.with(pongs);
          }
        }
      }
    }
  }
}

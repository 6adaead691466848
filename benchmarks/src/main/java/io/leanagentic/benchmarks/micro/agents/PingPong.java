package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.benchmarks.harness.Completion;

/** Two handler agents. */
public class PingPong extends InRuntime {
  private final AgentRef<Ping> ponger =
      runtime.spawn((context, ping) -> check(ping.from().signal(Pong.PONG)));
  private final AgentRef<Stroke> pinger = runtime.spawn(() -> new Pinger(ponger, finish));

  /** Plays {@code rounds}; returns how many pongs came. */
  public long play(int rounds) {
    pinger.signal(new Serve(rounds));
    return finish.expect(rounds);
  }

  record Ping(AgentRef<Stroke> from) {}

  sealed interface Stroke {}

  record Serve(int rounds) implements Stroke {}

  enum Pong implements Stroke {
    PONG
  }

  private static final class Pinger implements Behavior<Stroke> {
    private final AgentRef<Ping> ponger;
    private final Completion finish;
    private int rounds;
    private int pongs;

    Pinger(AgentRef<Ping> ponger, Completion finish) {
      this.ponger = ponger;
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Stroke> context, Stroke stroke) {
      switch (stroke) {
        case Serve(int toPlay) -> {
          rounds = toPlay;
          pongs = 0;
          check(ponger.signal(new Ping(context.self())));
        }
        case Pong _ -> {
          if (++pongs == rounds) {
            finish.with(pongs);
          } else {
            check(ponger.signal(new Ping(context.self())));
          }
        }
      }
    }
  }
}

package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentRef;
import io.leanagentic.Mailbox;
import io.leanagentic.benchmarks.harness.Completion;

/** Two loop agents. */
public class LoopPingPong extends InRuntime {
  private final AgentRef<Ping> ponger =
      runtime.spawn((Mailbox<Ping> mailbox) -> {
        while (true) {
          check(mailbox.receive().from().signal(Pong.PONG));
        }
      });
  private final AgentRef<Stroke> pinger =
      runtime.spawn((Mailbox<Stroke> mailbox) -> ping(mailbox, ponger, finish));

  /** Plays {@code rounds}; returns how many pongs came. */
  public long play(int rounds) {
    pinger.signal(new Serve(rounds));
    return finish.expect(rounds);
  }

  private static void ping(Mailbox<Stroke> mailbox, AgentRef<Ping> ponger, Completion finish) {
    while (true) {
      if (mailbox.receive() instanceof Serve(int rounds)) {
        int pongs = 0;
        while (pongs < rounds) {
          check(ponger.signal(new Ping(mailbox.self())));
          if (mailbox.receive() == Pong.PONG) {
            pongs++;
          }
        }
        finish.with(pongs);
      }
    }
  }

  record Ping(AgentRef<Stroke> from) {}

  sealed interface Stroke {}

  record Serve(int rounds) implements Stroke {}

  enum Pong implements Stroke {
    PONG
  }
}

package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.Behavior;
import io.leanagentic.benchmarks.harness.Completion;

/** Handler agents that pass one token on. */
public class Ring extends InRuntime {
  /** How many agents. */
  public static final int SIZE = 1000;

  private final AgentRef<Pass> head;

  /** Spawns the ring: each agent knows the next, the head learns of it last. */
  public Ring() {
    head = runtime.spawn(() -> new Head(finish));
    AgentRef<Pass> next = head;
    for (int i = 1; i < SIZE; i++) {
      AgentRef<Pass> following = next;
      next = runtime.spawn((context, token) -> check(following.signal(token)));
    }
    head.signal(new Close(next));
  }

  /** Passes the token around {@code laps} times; returns how many times it came back. */
  public long pass(int laps) {
    head.signal(new Begin(laps));
    return finish.expect(laps);
  }

  sealed interface Pass {}

  record Close(AgentRef<Pass> next) implements Pass {}

  record Begin(int laps) implements Pass {}

  enum Token implements Pass {
    TOKEN
  }

  private static final class Head implements Behavior<Pass> {
    private final Completion finish;
    private AgentRef<Pass> next;
    private int laps;
    private int done;

    @SuppressWarnings("NullAway") // the ring is closed before the first token
    Head(Completion finish) {
      this.finish = finish;
    }

    @Override
    public void receive(AgentContext<Pass> context, Pass message) {
      switch (message) {
        case Close(var first) -> next = first;
        case Begin(int toPass) -> {
          laps = toPass;
          done = 0;
          check(next.signal(Token.TOKEN));
        }
        case Token token -> {
          if (++done == laps) {
            finish.with(done);
          } else {
            check(next.signal(token));
          }
        }
      }
    }
  }
}

package io.leanagentic.benchmarks.micro.baseline;

import io.leanagentic.benchmarks.micro.agents.Ring;

/** Actors that pass one token on. */
public class BareRing extends InBare {
  private final BareActor<Pass> head = new BareActor<>(workers, this::pass);
  private final BareActor<Pass> first;
  private int laps;
  private int done;

  /** Makes the ring. */
  public BareRing() {
    BareActor<Pass> next = head;
    for (int i = 1; i < Ring.SIZE; i++) {
      BareActor<Pass> following = next;
      next = new BareActor<>(workers, following::tell);
    }
    first = next;
  }

  /** Passes the token around {@code laps} times; returns how many times it came back. */
  public long pass(int laps) {
    head.tell(new Begin(laps));
    return finish.expect(laps);
  }

  private void pass(Pass message) {
    switch (message) {
      case Begin(int toPass) -> {
        laps = toPass;
        done = 0;
        first.tell(Token.TOKEN);
      }
      case Token token -> {
        if (++done == laps) {
          finish.with(done);
        } else {
          first.tell(token);
        }
      }
    }
  }

  sealed interface Pass {}

  record Begin(int laps) implements Pass {}

  enum Token implements Pass {
    TOKEN
  }
}

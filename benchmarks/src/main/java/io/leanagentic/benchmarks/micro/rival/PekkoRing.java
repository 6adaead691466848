package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.micro.agents.Ring;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Actors that pass one token on. */
public class PekkoRing extends InPekko {
  private final ActorRef<Pass> head =
      spawn(
          Behaviors.setup(context -> {
            var state = new Head(finish);
            return Behaviors.receiveMessage(state::receive);
          }));

  /** Spawns the ring: each actor knows the next, the head learns of it last. */
  public PekkoRing() {
    ActorRef<Pass> next = head;
    for (int i = 1; i < Ring.SIZE; i++) {
      ActorRef<Pass> following = next;
      next =
          spawn(
              Behaviors.receiveMessage(token -> {
                following.tell(token);
                return Behaviors.same();
              }));
    }
    head.tell(new Close(next));
  }

  /** Passes the token around {@code laps} times; returns how many times it came back. */
  public long pass(int laps) {
    head.tell(new Begin(laps));
    return finish.expect(laps);
  }

  sealed interface Pass {}

  record Close(ActorRef<Pass> next) implements Pass {}

  record Begin(int laps) implements Pass {}

  enum Token implements Pass {
    TOKEN
  }

  private static final class Head {
    private final Completion finish;
    private ActorRef<Pass> next;
    private int laps;
    private int done;

    @SuppressWarnings("NullAway") // the ring is closed before the first token
    Head(Completion finish) {
      this.finish = finish;
    }

    Behavior<Pass> receive(Pass message) {
      switch (message) {
        case Close(var first) -> next = first;
        case Begin(int toPass) -> {
          laps = toPass;
          done = 0;
          next.tell(Token.TOKEN);
        }
        case Token token -> {
          if (++done == laps) {
            finish.with(done);
          } else {
            next.tell(token);
          }
        }
      }
      return Behaviors.same();
    }
  }
}

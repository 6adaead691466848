package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.ThreadRing;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link ThreadRing}. */
final class ThreadRingProgram {
  private ThreadRingProgram() {}

  static void begin(ActorContext<?> context, ThreadRing size, Completion finish) {
    List<ActorRef<Pass>> ring = new ArrayList<>();
    for (int i = 0; i < size.agents(); i++) {
      ring.add(
          context.spawnAnonymous(
              Behaviors.setup(
                  _ -> Behaviors.receiveMessage(new Member(size.agents(), finish)::receive))));
    }
    for (int i = 0; i < size.agents(); i++) {
      ring.get(i).tell(new Next(ring.get((i + 1) % size.agents())));
    }
    ring.getFirst().tell(new Token(size.hops()));
  }

  sealed interface Pass {}

  record Next(ActorRef<Pass> actor) implements Pass {}

  record Token(int hopsLeft) implements Pass {}

  record End(int actorsLeft, long hops) implements Pass {}

  private static final class Member {
    private final int actors;
    private final Completion finish;
    private ActorRef<Pass> next;
    private long hops;

    @SuppressWarnings("NullAway") // the ring is closed before the first token
    Member(int actors, Completion finish) {
      this.actors = actors;
      this.finish = finish;
    }

    Behavior<Pass> receive(Pass message) {
      switch (message) {
        case Next(var actor) -> next = actor;
        case Token(int left) -> {
          hops++;
          next.tell(left > 0 ? new Token(left - 1) : new End(actors, 0));
        }
        case End(int left, long sum) -> {
          if (left > 1) {
            next.tell(new End(left - 1, sum + hops));
          } else {
            finish.with(sum + hops);
          }
          return Behaviors.stopped();
        }
      }
      return Behaviors.same();
    }
  }
}

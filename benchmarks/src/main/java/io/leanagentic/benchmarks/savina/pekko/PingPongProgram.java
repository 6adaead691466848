package io.leanagentic.benchmarks.savina.pekko;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.PingPong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** {@link PingPong}. */
final class PingPongProgram {
  private PingPongProgram() {}

  static void begin(ActorContext<?> context, PingPong size, Completion finish) {
    ActorRef<Ping> ponger =
        context.spawnAnonymous(
            Behaviors.setup(self ->
                Behaviors.receiveMessage(ping -> {
                  ping.from().tell(new Pong(self.getSelf()));
                  return Behaviors.same();
                })));
    ActorRef<Stroke> pinger =
        context.spawnAnonymous(
            Behaviors.setup(self ->
                Behaviors.receiveMessage(
                    new Pinger(self.getSelf(), ponger, size.pings(), finish)::receive)));
    pinger.tell(Go.GO);
  }

  record Ping(ActorRef<Stroke> from) {}

  sealed interface Stroke {}

  enum Go implements Stroke {
    GO
  }

  record Pong(ActorRef<Ping> from) implements Stroke {}

  private static final class Pinger {
    private final ActorRef<Stroke> self;
    private final ActorRef<Ping> ponger;
    private final int pings;
    private final Completion finish;
    private int pongs;

    Pinger(ActorRef<Stroke> self, ActorRef<Ping> ponger, int pings, Completion finish) {
      this.self = self;
      this.ponger = ponger;
      this.pings = pings;
      this.finish = finish;
    }

    Behavior<Stroke> receive(Stroke stroke) {
      switch (stroke) {
        case Go _ -> ponger.tell(new Ping(self));
        case Pong _ -> {
          if (++pongs < pings) {
            self.tell(Go.GO);
          } else {
            finish.with(pongs);
          }
        }
      }
      return Behaviors.same();
    }
  }
}

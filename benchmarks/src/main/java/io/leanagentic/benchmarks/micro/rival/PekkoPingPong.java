package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Two actors. */
public class PekkoPingPong extends InPekko {
  private final ActorRef<Ping> ponger =
      spawn(
          Behaviors.receiveMessage(ping -> {
            ping.from().tell(Pong.PONG);
            return Behaviors.same();
          }));
  private final ActorRef<Stroke> pinger =
      spawn(
          Behaviors.setup(context -> {
            var state = new Pinger(context, ponger, finish);
            return Behaviors.receiveMessage(state::receive);
          }));

  /** Plays {@code rounds}; returns how many pongs came. */
  public long play(int rounds) {
    pinger.tell(new Serve(rounds));
    return finish.expect(rounds);
  }

  record Ping(ActorRef<Stroke> from) {}

  sealed interface Stroke {}

  record Serve(int rounds) implements Stroke {}

  enum Pong implements Stroke {
    PONG
  }

  private static final class Pinger {
    private final ActorRef<Stroke> self;
    private final ActorRef<Ping> ponger;
    private final Completion finish;
    private int rounds;
    private int pongs;

    Pinger(ActorContext<Stroke> context, ActorRef<Ping> ponger, Completion finish) {
      this.self = context.getSelf();
      this.ponger = ponger;
      this.finish = finish;
    }

    Behavior<Stroke> receive(Stroke stroke) {
      switch (stroke) {
        case Serve(int toPlay) -> {
          rounds = toPlay;
          pongs = 0;
          ponger.tell(new Ping(self));
        }
        case Pong _ -> {
          if (++pongs == rounds) {
            finish.with(pongs);
          } else {
            ponger.tell(new Ping(self));
          }
        }
      }
      return Behaviors.same();
    }
  }
}

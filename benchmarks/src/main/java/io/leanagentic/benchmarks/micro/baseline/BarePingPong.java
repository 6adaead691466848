package io.leanagentic.benchmarks.micro.baseline;

/** Two actors. */
public class BarePingPong extends InBare {
  private final BareActor<Ping> ponger =
      new BareActor<>(workers, ping -> ping.from().tell(Pong.PONG));
  private final BareActor<Stroke> pinger = new BareActor<>(workers, this::ping);
  private int rounds;
  private int pongs;

  /** Plays {@code rounds}; returns how many pongs came. */
  public long play(int rounds) {
    pinger.tell(new Serve(rounds));
    return finish.expect(rounds);
  }

  private void ping(Stroke stroke) {
    switch (stroke) {
      case Serve(int toPlay) -> {
        rounds = toPlay;
        pongs = 0;
        ponger.tell(new Ping(pinger));
      }
      case Pong _ -> {
        if (++pongs == rounds) {
          finish.with(pongs);
        } else {
          ponger.tell(new Ping(pinger));
        }
      }
    }
  }

  record Ping(BareActor<Stroke> from) {}

  sealed interface Stroke {}

  record Serve(int rounds) implements Stroke {}

  enum Pong implements Stroke {
    PONG
  }
}

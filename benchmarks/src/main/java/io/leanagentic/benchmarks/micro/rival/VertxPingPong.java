package io.leanagentic.benchmarks.micro.rival;

/** Two consumers on two event loops. */
public class VertxPingPong extends InVertx {
  private int rounds;
  private int pongs;

  /** Registers them. */
  public VertxPingPong() {
    bus.<Integer>localConsumer("ponger", _ -> bus.send("pinger", 0));
    bus.<Integer>localConsumer("pinger", message -> ping(message.body()));
  }

  private void ping(int toPlay) {
    if (toPlay > 0) {
      rounds = toPlay;
      pongs = 0;
    } else if (++pongs == rounds) {
      finish.with(pongs);
      return;
    }
    bus.send("ponger", 0);
  }

  /** Plays {@code rounds}; returns how many pongs came. */
  public long play(int toPlay) {
    bus.send("pinger", toPlay);
    return finish.expect(toPlay);
  }
}

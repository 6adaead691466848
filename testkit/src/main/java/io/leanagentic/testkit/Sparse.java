package io.leanagentic.testkit;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Stays on a chain of messages, as {@link Replay} does, and leaves it at a few random moments. */
final class Sparse implements Chooser {
  private final SplittableRandom random;
  private final double share;

  Sparse(long seed, double share) {
    this.random = new SplittableRandom(seed);
    this.share = share;
  }

  @Override
  public int choose(List<SimulatedAgent> ready, @Nullable SimulatedAgent last) {
    return random.nextDouble() < share
        ? random.nextInt(ready.size() - 1) // the last one is the usual
        : Replay.usual(ready);
  }
}

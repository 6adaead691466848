package io.leanagentic.benchmarks.savina;

/**
 * The generator of the suite, made so that every language has the same numbers: {@code x = (1309 x
 * + 13849) mod 2^16}.
 */
public final class PseudoRandom {
  private static final int FACTOR = 1309;
  private static final int TERM = 13849;
  private static final int MASK = 65535;

  private long value;

  /** One with that seed. */
  public PseudoRandom(long seed) {
    this.value = seed;
  }

  /** From 0 to 65535. */
  public long nextLong() {
    value = (value * FACTOR + TERM) & MASK;
    return value;
  }

  /** From 0 to {@code bound}, exclusive. */
  public int nextInt(int bound) {
    return (int) nextLong() % bound;
  }

  /** Computes for a while: the number after {@code steps} others, from seed 0. */
  public static long busy(int steps) {
    var random = new PseudoRandom(0);
    long last = 0;
    for (int i = 0; i < steps; i++) {
      last = random.nextLong();
    }
    return last;
  }
}

package io.leanagentic.demo.trading.strategy;

/** Numbers that look random and depend on nothing but where they are drawn (SplitMix64). */
final class Draw {

  private long state;

  Draw(long seed, String symbol, StrategyKind kind, int number) {
    state = mix(mix(mix(seed) + symbol.hashCode()) + kind.place()) + number;
    next();
  }

  /** From {@code least} to {@code most}, both included. */
  int from(int least, int most) {
    return least + (int) Long.remainderUnsigned(next(), most - least + 1L);
  }

  private long next() {
    state += 0x9E3779B97F4A7C15L;
    return mix(state);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

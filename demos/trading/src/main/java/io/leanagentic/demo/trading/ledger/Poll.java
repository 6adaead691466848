package io.leanagentic.demo.trading.ledger;

import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyKind;

/**
 * The votes of all analyzers of an instrument on one bar. Sums only, so the order in which they
 * come does not matter.
 */
public final class Poll {

  private static final int KINDS = StrategyKind.values().length;

  private final long[] sums = new long[KINDS];
  private final int[] voters = new int[KINDS];

  /** Adds one vote, also {@link Strategy#ABSTAIN}. */
  public void add(StrategyKind kind, int vote) {
    if (vote != Strategy.ABSTAIN) {
      add(kind, vote, 1);
    }
  }

  /** Adds the sum of the votes of some voters. */
  public void add(StrategyKind kind, long sum, int voters) {
    sums[kind.place()] += sum;
    this.voters[kind.place()] += voters;
  }

  /** The average vote of one kind, or {@link Strategy#ABSTAIN}. */
  public int average(StrategyKind kind) {
    int count = voters[kind.place()];
    return count == 0 ? Strategy.ABSTAIN : (int) (sums[kind.place()] / count);
  }

  /** The average vote of all, or {@link Strategy#ABSTAIN}. */
  public int score() {
    long sum = 0;
    long count = 0;
    for (int kind = 0; kind < KINDS; kind++) {
      sum += sums[kind];
      count += voters[kind];
    }
    return count == 0 ? Strategy.ABSTAIN : (int) (sum / count);
  }

  /** Makes it ready for another bar. */
  public void clear() {
    for (int kind = 0; kind < KINDS; kind++) {
      sums[kind] = 0;
      voters[kind] = 0;
    }
  }
}

package io.leanagentic.demo.trading.strategy;

import io.leanagentic.demo.trading.market.Bar;

/**
 * A rule that has an opinion on one instrument after each of its bars. A deterministic state
 * machine: the same bars give the same votes. Only whole numbers, so that nothing depends on
 * rounding.
 */
@FunctionalInterface
public interface Strategy {

  /** The strongest vote, for and (negated) against. */
  int FULL = 1000;

  /** No opinion, for lack of history. */
  int ABSTAIN = Integer.MIN_VALUE;

  /**
   * Takes the next bar into account.
   *
   * @return -1000 (be out) to 1000 (be in), 0 for indifferent, or {@link #ABSTAIN}
   */
  int vote(Bar bar);

  /** {@code value} within -{@link #FULL} and {@link #FULL}. */
  static int clamp(long value) {
    return Math.clamp(value, -FULL, FULL);
  }
}

package io.leanagentic.demo.trading.strategy;

import io.leanagentic.demo.trading.market.Bar;

/**
 * In after falls, out after rises, by the relative strength index with plain averages: the share of
 * rises in all movement of the last bars, 50 when they balance. Within 10 of that it is
 * indifferent, 30 away it is sure.
 */
final class Reversion implements Strategy {

  private static final long INDIFFERENT = 10;
  private static final long SURE = 30;

  private final Returns returns = new Returns();
  private final int[] moves;
  private long bars;
  private long rises;
  private long falls;

  /** Looks at the last {@code window} changes. */
  Reversion(int window) {
    this.moves = new int[window];
  }

  @Override
  public int vote(Bar bar) {
    int at = (int) (bars % moves.length);
    int gone = moves[at];
    int move = returns.next(bar.close());
    moves[at] = move;
    rises += Math.max(move, 0) - Math.max(gone, 0);
    falls += Math.max(-move, 0) - Math.max(-gone, 0);
    // The first bar has no change: a window of n changes is full after n + 1 bars.
    bars++;
    if (bars <= moves.length) {
      return ABSTAIN;
    }
    long all = rises + falls;
    if (all == 0) {
      return 0;
    }
    // Thousandths of index points away from 50, positive after falls.
    long away = (falls - rises) * 50_000 / all;
    long beyond = Math.max(Math.abs(away) - INDIFFERENT * 1000, 0);
    return Strategy.clamp(Long.signum(away) * beyond * FULL / ((SURE - INDIFFERENT) * 1000));
  }
}

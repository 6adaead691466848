package io.leanagentic.demo.trading.strategy;

import io.leanagentic.demo.trading.market.Bar;

/**
 * In when the average of the last few closes is above that of many; how far above says how
 * strongly.
 */
final class Momentum implements Strategy {

  private final int fast;
  private final int fullSpread;
  private final long[] closes;
  private long bars;
  private long fastSum;
  private long slowSum;

  /**
   * Averages of {@code fast} and {@code slow} closes; {@code fullSpread} is the distance between
   * them, in millionths, that earns a full vote.
   */
  Momentum(int fast, int slow, int fullSpread) {
    this.fast = fast;
    this.fullSpread = fullSpread;
    this.closes = new long[slow];
  }

  @Override
  public int vote(Bar bar) {
    int slow = closes.length;
    int at = (int) (bars % slow);
    // The ring still holds the close of `slow` bars ago; zeros before the first lap.
    slowSum += bar.close() - closes[at];
    fastSum += bar.close() - (bars < fast ? 0 : closes[(int) ((bars - fast) % slow)]);
    closes[at] = bar.close();
    bars++;
    if (bars < slow) {
      return ABSTAIN;
    }
    long average = slowSum / slow;
    long spread = (fastSum / fast - average) * 1_000_000 / average;
    return Strategy.clamp(spread * FULL / fullSpread);
  }
}

package io.leanagentic.demo.trading.strategy;

import io.leanagentic.demo.trading.market.Bar;

/**
 * In from a close above the highest price of the bars before, until a close below the lowest price
 * of somewhat fewer of them (a Donchian channel).
 */
final class Breakout implements Strategy {

  private final int exit;
  private final long[] highs;
  private final long[] lows;
  private long bars;
  private int state;

  /**
   * Enters at a high of {@code enter} bars, leaves at a low of {@code exit} bars, which are not
   * more.
   */
  Breakout(int enter, int exit) {
    this.exit = exit;
    this.highs = new long[enter];
    this.lows = new long[exit];
  }

  @Override
  public int vote(Bar bar) {
    boolean warm = bars >= highs.length;
    if (warm) {
      if (bar.close() > highest()) {
        state = FULL;
      } else if (bar.close() < lowest()) {
        state = -FULL;
      }
    }
    highs[(int) (bars % highs.length)] = bar.high();
    lows[(int) (bars % exit)] = bar.low();
    bars++;
    return warm ? state : ABSTAIN;
  }

  private long highest() {
    long highest = 0;
    for (long high : highs) {
      highest = Math.max(highest, high);
    }
    return highest;
  }

  private long lowest() {
    long lowest = Long.MAX_VALUE;
    for (long low : lows) {
      lowest = Math.min(lowest, low);
    }
    return lowest;
  }
}

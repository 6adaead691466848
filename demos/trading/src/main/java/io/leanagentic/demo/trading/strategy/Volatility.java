package io.leanagentic.demo.trading.strategy;

import io.leanagentic.demo.trading.market.Bar;

/**
 * In while prices move less than they used to, out while they move more: compares the variance of
 * the last few returns with that of many. Equal ones make it indifferent, none or twice as much
 * make it sure.
 */
final class Volatility implements Strategy {

  private final Returns returns = new Returns();
  private final int few;
  private final int[] moves;
  private long bars;
  private long fewSum;
  private long fewSquares;
  private long manySum;
  private long manySquares;

  /** Compares the last {@code few} returns with the last {@code many}. */
  Volatility(int few, int many) {
    this.few = few;
    this.moves = new int[many];
  }

  @Override
  public int vote(Bar bar) {
    int many = moves.length;
    long move = returns.next(bar.close());
    int at = (int) (bars % many);
    long gone = moves[at];
    long goneOfFew = bars < few ? 0 : moves[(int) ((bars - few) % many)];
    moves[at] = (int) move;
    manySum += move - gone;
    manySquares += move * move - gone * gone;
    fewSum += move - goneOfFew;
    fewSquares += move * move - goneOfFew * goneOfFew;
    bars++;
    if (bars <= many) {
      return ABSTAIN;
    }
    long usual = variance(many, manySum, manySquares);
    if (usual == 0) {
      return 0;
    }
    return Strategy.clamp(FULL - variance(few, fewSum, fewSquares) * FULL / usual);
  }

  private static long variance(int n, long sum, long squares) {
    return (n * squares - sum * sum) / ((long) n * (n - 1));
  }
}

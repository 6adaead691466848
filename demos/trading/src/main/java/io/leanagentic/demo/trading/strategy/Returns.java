package io.leanagentic.demo.trading.strategy;

/** Changes of a price, in millionths. */
final class Returns {

  /** More than this, 100 %, counts as this: keeps sums of squares far from overflow. */
  private static final long MOST = 1_000_000;

  private long previous;

  /** The change from the last price to this one; 0 for the first. */
  int next(long price) {
    long change = previous == 0 ? 0 : (price - previous) * 1_000_000 / previous;
    previous = price;
    return (int) Math.clamp(change, -MOST, MOST);
  }
}

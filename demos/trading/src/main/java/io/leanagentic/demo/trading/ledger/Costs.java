package io.leanagentic.demo.trading.ledger;

import java.util.Locale;

/**
 * What trading costs.
 *
 * @param slippage how much worse than the market's price a fill is, in hundredths of a percent
 * @param fee share of the traded amount, in hundredths of a percent
 * @param leastFee least fee of a fill, in cents
 */
public record Costs(int slippage, int fee, long leastFee) {

  /** 0.05 % slippage, 0.02 % fee, at least a dollar. */
  public static final Costs DEFAULT = new Costs(5, 2, 100);

  private static final int WHOLE = 10_000;

  /** What a buyer pays for a unit, rounded up. */
  public long buyingPrice(long market) {
    return (market * (WHOLE + slippage) + WHOLE - 1) / WHOLE;
  }

  /** What a seller gets for a unit, rounded down. */
  public long sellingPrice(long market) {
    return market * (WHOLE - slippage) / WHOLE;
  }

  /** The fee for trading {@code notional} cents. */
  public long feeFor(long notional) {
    return Math.max(leastFee, (notional * fee + WHOLE / 2) / WHOLE);
  }

  /** In words. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "slippage %.2f %%, fee %.2f %%, at least $%s",
        slippage / 100.0,
        fee / 100.0,
        Money.dollars(leastFee));
  }
}

package io.leanagentic.demo.trading.risk;

import java.util.Locale;

/**
 * How much may be at risk. Shares are in thousandths.
 *
 * @param exposure most of the equity that may be invested; each instrument may have an equal part
 *     of it
 * @param band least change of an instrument's part that is worth an order
 * @param reduceAt loss from the peak at which all positions are halved
 * @param haltAt loss from the peak at which everything is sold
 * @param pause trading dates without positions after that; the peak is then reset
 */
public record RiskLimits(int exposure, int band, int reduceAt, int haltAt, int pause) {

  /**
   * Invests 98 %, ignores changes under 15 %, halves at a loss of 15 %, sells at 25 % and then
   * pauses for 40 dates.
   */
  public static final RiskLimits DEFAULT = new RiskLimits(980, 150, 150, 250, 40);

  /** In words. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "%s %% invested in equal shares; half at a loss of %s %%, all sold at %s %%, then %d dates of pause",
        percent(exposure),
        percent(reduceAt),
        percent(haltAt),
        pause);
  }

  private static String percent(int thousandths) {
    return thousandths % 10 == 0
        ? Integer.toString(thousandths / 10)
        : Double.toString(thousandths / 10.0);
  }
}

package io.leanagentic.demo.trading.risk;

/** How much may be at risk, depending on how far the portfolio is from its peak. */
public enum RiskLevel {
  /** All that is allowed. */
  NORMAL("back to normal"),
  /** Half of it, after {@link RiskLimits#reduceAt}. */
  REDUCED("positions halved"),
  /** Nothing, after {@link RiskLimits#haltAt}. */
  HALTED("all sold");

  private final String label;

  RiskLevel(String label) {
    this.label = label;
  }

  /** The response, in words. */
  public String label() {
    return label;
  }
}

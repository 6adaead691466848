package io.leanagentic.demo.trading.risk;

/** How much may be at risk, by how far the portfolio is from its peak. */
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

  /** What is done about it. */
  public String label() {
    return label;
  }
}

package io.leanagentic.demo.trading.swarm;

import io.leanagentic.demo.trading.strategy.StrategyKind;

/** What an agent does in the swarm. */
public enum Role {
  /** Sends the bars. */
  FEED("market feed"),
  /** Hands the bars of one instrument to its teams. */
  DESK("desk"),
  /** Hands bars to its analyzers and counts their votes. */
  TEAM("team"),
  /** Votes by momentum. */
  MOMENTUM("momentum", true),
  /** Votes by mean reversion. */
  REVERSION("reversion", true),
  /** Votes by volatility. */
  VOLATILITY("volatility", true),
  /** Votes by breakouts. */
  BREAKOUT("breakout", true),
  /** Makes one score of the votes of all teams of an instrument. */
  AGGREGATOR("aggregator"),
  /** Turns scores into orders within limits. */
  RISK("risk manager"),
  /** Votes on large orders. */
  REVIEWER("reviewer"),
  /** Fills orders. */
  EXECUTION("execution"),
  /** Keeps the books. */
  PORTFOLIO("portfolio"),
  /** Collects what there is to tell. */
  REPORTER("reporter");

  private final String label;
  private final boolean analyzer;

  Role(String label) {
    this(label, false);
  }

  Role(String label, boolean analyzer) {
    this.label = label;
    this.analyzer = analyzer;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** Whether it is one of the analyzers. */
  public boolean isAnalyzer() {
    return analyzer;
  }

  /** Whether it votes: on bars or on orders. */
  public boolean isVoter() {
    return analyzer || this == REVIEWER;
  }

  /** The role of the analyzers that follow {@code kind}. */
  static Role of(StrategyKind kind) {
    return switch (kind) {
      case MOMENTUM -> MOMENTUM;
      case REVERSION -> REVERSION;
      case VOLATILITY -> VOLATILITY;
      case BREAKOUT -> BREAKOUT;
    };
  }
}

package io.leanagentic.examples.trading.strategy;

import java.util.Locale;

/** The families of strategies. */
public enum StrategyKind {
  /** What rose goes on rising. */
  MOMENTUM,
  /** What rose too fast comes back. */
  REVERSION,
  /** Calm markets reward, nervous ones do not. */
  VOLATILITY,
  /** A new high starts a trend, a new low ends it. */
  BREAKOUT;

  /** The name in lower case, as in an agent's path. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package io.leanagentic.demo.trading.strategy;

import java.util.Locale;

/** The families of strategies. */
public enum StrategyKind {
  /** A price that rose keeps rising. */
  MOMENTUM(0),
  /** What rose too fast comes back. */
  REVERSION(1),
  /** Calm markets reward, nervous ones do not. */
  VOLATILITY(2),
  /** A new high starts a trend, a new low ends it. */
  BREAKOUT(3);

  private final int place;

  StrategyKind(int place) {
    this.place = place;
  }

  /** Its place where there is one for each kind, from 0. */
  public int place() {
    return place;
  }

  /** The name in lower case, as in an agent's path. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

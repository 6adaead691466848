package io.leanagentic.demo.trading.ledger;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.util.List;
import java.util.Map;

/**
 * What trading came to. The same market, strategies and costs give an equal outcome, however it was
 * computed.
 *
 * @param trades in the order of the feed
 * @param curve one point for each date
 * @param contributions what each kind of strategy was worth, over all instruments
 * @param halts how often the drawdown limit sold everything
 * @param trims how many purchases the exposure limit made smaller
 */
public record Outcome(
    @Val List<Trade> trades,
    @Val List<EquityPoint> curve,
    @Val Map<StrategyKind, Contribution> contributions,
    int halts,
    int trims) {

  /** What all begin with: a million dollars, in cents. */
  public static final long CAPITAL = 100_000_000;

  /** Copies the collections. */
  public Outcome {
    trades = List.copyOf(trades);
    curve = List.copyOf(curve);
    contributions = Map.copyOf(contributions);
  }

  /** The equity at the end, in cents. */
  public long finalValue() {
    return curve.isEmpty() ? CAPITAL : curve.getLast().equity();
  }

  /** All fees paid, in cents. */
  public long fees() {
    return trades.stream().mapToLong(trade -> trade.fill().fee()).sum();
  }

  /** How the portfolio did. */
  public Performance performance() {
    return Performance.of(curve, EquityPoint::equity);
  }

  /** How buy-and-hold did. */
  public Performance benchmark() {
    return Performance.of(curve, EquityPoint::benchmark);
  }
}

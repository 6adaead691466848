package io.leanagentic.demo.trading.ledger;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the votes on one instrument were worth. Must see each of its bars once, in order.
 */
public final class Scorecard {

  @Val
  private static final List<StrategyKind> KINDS =
      List.of(
          StrategyKind.MOMENTUM,
          StrategyKind.REVERSION,
          StrategyKind.VOLATILITY,
          StrategyKind.BREAKOUT);

  private final Map<StrategyKind, Contribution> measured = new EnumMap<>(StrategyKind.class);
  private int[] latest = new int[KINDS.size()];
  private int[] earlier = new int[KINDS.size()];
  private long open;

  /** With nothing measured. */
  public Scorecard() {
    Arrays.fill(latest, Strategy.ABSTAIN);
    Arrays.fill(earlier, Strategy.ABSTAIN);
    for (StrategyKind kind : KINDS) {
      measured.put(kind, Contribution.NONE);
    }
  }

  /** Takes the next bar and the votes after it. */
  public void next(Bar bar, Poll poll) {
    // `earlier` could be traded at the last open, `latest` at this one.
    if (open > 0) {
      long change = (bar.open() - open) * 1_000_000 / open;
      for (StrategyKind kind : KINDS) {
        int vote = earlier[kind.place()];
        if (vote != Strategy.ABSTAIN && vote != 0) {
          measured.merge(kind, Contribution.NONE.plus(vote, change), Contribution::plus);
        }
      }
    }
    open = bar.open();
    int[] free = earlier;
    earlier = latest;
    latest = free;
    for (StrategyKind kind : KINDS) {
      latest[kind.place()] = poll.average(kind);
    }
  }

  /** What was measured so far, of each kind. */
  @Val
  public Map<StrategyKind, Contribution> contributions() {
    return Map.copyOf(measured);
  }
}

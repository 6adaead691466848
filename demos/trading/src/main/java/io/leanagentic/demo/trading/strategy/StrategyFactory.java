package io.leanagentic.demo.trading.strategy;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.ReadOnly;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.market.Instrument;

/**
 * Makes the strategy of one analyzer. Called from many threads; the same arguments give an equal
 * strategy.
 */
@Val
@FunctionalInterface
public interface StrategyFactory {

  /** A fresh strategy of that kind, the {@code number}th for this instrument. */
  @ReadOnly
  @Iso
  Strategy create(Instrument instrument, StrategyKind kind, int number);

  /**
   * Draws each strategy's parameters from {@code seed}, the instrument's name, the kind and the
   * number.
   */
  static StrategyFactory seeded(long seed) {
    return (instrument, kind, number) -> {
      var draw = new Draw(seed, instrument.symbol(), kind, number);
      return instrument.isDaily() ? daily(kind, draw) : coarse(kind, draw);
    };
  }

  private static Strategy daily(StrategyKind kind, Draw draw) {
    return switch (kind) {
      case MOMENTUM -> new Momentum(draw.from(5, 30), draw.from(60, 200), 20_000);
      case REVERSION -> new Reversion(draw.from(3, 21));
      case VOLATILITY -> new Volatility(draw.from(5, 20), draw.from(60, 120));
      case BREAKOUT -> {
        int enter = draw.from(20, 60);
        yield new Breakout(enter, enter / 2);
      }
    };
  }

  /** Weekly or monthly bars: fewer of them, and more happens in each. */
  private static Strategy coarse(StrategyKind kind, Draw draw) {
    return switch (kind) {
      case MOMENTUM -> new Momentum(draw.from(1, 4), draw.from(6, 14), 80_000);
      case REVERSION -> new Reversion(draw.from(2, 5));
      case VOLATILITY -> new Volatility(draw.from(3, 5), draw.from(8, 16));
      case BREAKOUT -> {
        int enter = draw.from(4, 12);
        yield new Breakout(enter, enter / 2);
      }
    };
  }
}

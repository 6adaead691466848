package io.leanagentic.demo.cluster;

import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Instrument;
import io.leanagentic.demo.trading.market.PriceFiles;
import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyFactory;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.util.List;

/** Which analyzer follows what, by which strategy: the same in all processes. */
record Roster(List<Instrument> instruments) {

  /** What an analyzer may spend at once, in cents. */
  static final long BUDGET = 2_000_000;

  private static final int OF_A_KIND = 2;
  private static final List<StrategyKind> KINDS = List.of(StrategyKind.values());
  private static final StrategyFactory STRATEGIES = StrategyFactory.seeded(1);

  /** Those of the trading demonstration. */
  static Roster bundled() {
    return new Roster(PriceFiles.bundled());
  }

  /** How many analyzers there are. */
  int size() {
    return instruments.size() * KINDS.size() * OF_A_KIND;
  }

  /** What all of them begin with, in cents. */
  long capital() {
    return size() * BUDGET;
  }

  /** The instrument that an analyzer follows. */
  Instrument instrument(int analyzer) {
    return instruments.get(analyzer / (KINDS.size() * OF_A_KIND));
  }

  /** Its bars. */
  List<Bar> bars(int analyzer) {
    return instrument(analyzer).bars();
  }

  /** A fresh strategy. */
  Strategy strategy(int analyzer) {
    var kind = KINDS.get(analyzer / OF_A_KIND % KINDS.size());
    return STRATEGIES.create(instrument(analyzer), kind, analyzer % OF_A_KIND);
  }
}

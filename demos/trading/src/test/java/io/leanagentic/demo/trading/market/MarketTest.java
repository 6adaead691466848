package io.leanagentic.demo.trading.market;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.capability.Val;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MarketTest {

  private static final Instrument A = instrument("A", 1, 2, 3);
  private static final Instrument B = instrument("B", 2, 4);

  @Test
  void barsAreMergedByDateAndThenByInstrument() {
    Market market = Market.of(List.of(A, B), 100);
    assertEquals(
        List.of("0 A0 end", "1 A1", "2 B0 end", "3 A2 last end", "4 B1 last end"),
        describe(market));
    assertEquals(2, market.instrumentsTraded());
  }

  @Test
  void limitMovesTheLastBarsForward() {
    assertEquals(
        List.of("0 A0 end", "1 A1 last", "2 B0 last end"), describe(Market.of(List.of(A, B), 3)));
    assertEquals(List.of("0 A0 last end"), describe(Market.of(List.of(A, B), 1)));
    assertEquals(1, Market.of(List.of(A, B), 1).instrumentsTraded());
  }

  @Val
  private static List<String> describe(Market market) {
    return market.ticks().stream()
        .map(tick ->
            tick.seq()
                + " "
                + market.symbol(tick.instrument())
                + tick.index()
                + (tick.last() ? " last" : "")
                + (tick.endOfDate() ? " end" : ""))
        .toList();
  }

  private static Instrument instrument(String symbol, int... days) {
    return new Instrument(
        symbol,
        java.util.Arrays.stream(days)
            .mapToObj(day -> Bar.of(LocalDate.of(2000, 1, day), 1_000_000))
            .toList());
  }
}

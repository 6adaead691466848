package io.leanagentic.demo.trading.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class LedgerTest {

  private final Ledger ledger = new Ledger(2, 100_000);

  @Test
  void cashUnitsAndValueAddUp() {
    assertEquals(0, ledger.book(fill(0, 10, 50_000, 100)).profit());
    Statement statement = ledger.mark(tick(0, 60));
    assertEquals(new Statement(tick(0, 60), 49_900, 109_900, 10, 60_000), statement);
    assertEquals(60_000, statement.invested());

    ledger.book(fill(1, 4, 20_000, 100));
    assertEquals(new Statement(tick(1, 50), 29_800, 109_800, 4, 20_000), ledger.mark(tick(1, 50)));
  }

  @Test
  void profitOfASaleIsBeyondTheAverageCostAndAllFees() {
    ledger.book(fill(0, 10, 50_000, 100));
    ledger.book(fill(0, 10, 30_000, 100));
    // 20 units cost 80,200; 5 of them 20,050; they bring 29,900.
    assertEquals(9_850, ledger.book(fill(0, -5, 30_000, 100)).profit());
    // The other 15 cost 60,150 and bring 40,000.
    assertEquals(-20_250, ledger.book(fill(0, -15, 40_000, 100)).profit());
    assertEquals(89_600, ledger.mark(tick(0, 1)).cash());
    assertEquals(89_600, ledger.mark(tick(0, 1)).equity());
  }

  private static Fill fill(int instrument, long quantity, long notional, long fee) {
    return new Fill(0, LocalDate.EPOCH, instrument, quantity, 1, notional, fee, false);
  }

  private static Tick tick(int instrument, long close) {
    return new Tick(0, instrument, 0, Bar.of(LocalDate.EPOCH, close * 1_000_000), false, true);
  }
}

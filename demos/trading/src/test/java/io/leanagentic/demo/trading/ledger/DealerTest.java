package io.leanagentic.demo.trading.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DealerTest {

  private static final LocalDate DAY = LocalDate.of(2000, 1, 1);

  private final Dealer dealer = new Dealer(2, Costs.DEFAULT);

  @Test
  void buysAtTheNextOpenWithSlippageAndFee() {
    dealer.accept(new Order(0, 1000, 10_000_000));
    // 80.00 + 0.05 % = 80.04; 1000 cost 80,040.00; 0.02 % of that is 16.008.
    assertEquals(
        List.of(new Fill(7, DAY, 0, 1000, 80_040_000, 8_004_000, 1601, false)),
        dealer.onTick(tick(7, 0, 80, 90, false)));
    assertEquals(List.of(), dealer.onTick(tick(8, 0, 80, 90, false)));
  }

  @Test
  void buysLessIfThePriceRoseBeyondTheBudget() {
    dealer.accept(new Order(0, 1000, 5_000_000));
    Fill fill = dealer.onTick(tick(1, 0, 80, 80, false)).getFirst();
    // 624 cost 49,944.96 and 9.99; 625 would cost 50,025.00.
    assertEquals(624, fill.quantity());
    assertEquals(-4_995_495, fill.cashFlow());
  }

  @Test
  void buysNothingForABudgetBelowOneUnitAndItsFee() {
    dealer.accept(new Order(0, 1, 8_004));
    assertEquals(List.of(), dealer.onTick(tick(1, 0, 80, 80, false)));
    dealer.accept(new Order(0, 1, 8_104));
    assertEquals(1, dealer.onTick(tick(2, 0, 80, 80, false)).size());
  }

  @Test
  void sellsNoMoreThanIsHeld() {
    assertEquals(List.of(), fillAfter(new Order(1, -5, 0), tick(1, 1, 10, 10, false)));
    fillAfter(new Order(1, 10, 100_000), tick(2, 1, 10, 10, false));
    Fill fill = fillAfter(new Order(1, -50, 0), tick(3, 1, 10, 10, false)).getFirst();
    // 10.00 - 0.05 % = 9.995; 10 bring 99.95 less the least fee of 1.00.
    assertEquals(-10, fill.quantity());
    assertEquals(9_895, fill.cashFlow());
  }

  @Test
  void ordersWaitForABarOfTheirOwnInstrument() {
    dealer.accept(new Order(0, 10, 100_000));
    assertEquals(List.of(), dealer.onTick(tick(1, 1, 10, 10, false)));
    assertEquals(1, dealer.onTick(tick(2, 0, 10, 10, false)).size());
  }

  @Test
  void lastBarSellsWhatIsHeldAtItsClose() {
    fillAfter(new Order(0, 10, 100_000), tick(1, 0, 10, 10, false));
    List<Fill> fills = fillAfter(new Order(0, 5, 100_000), tick(2, 0, 10, 20, true));
    assertEquals(2, fills.size());
    assertEquals(5, fills.getFirst().quantity());
    assertEquals(-15, fills.getLast().quantity());
    assertEquals(19_990_000, fills.getLast().price());
    assertTrue(fills.getLast().closing());
  }

  @Val
  private List<Fill> fillAfter(Order order, Tick tick) {
    dealer.accept(order);
    return dealer.onTick(tick);
  }

  private static Tick tick(int seq, int instrument, long open, long close, boolean last) {
    long high = Math.max(open, close);
    long low = Math.min(open, close);
    long m = 1_000_000;
    return new Tick(
        seq, instrument, seq, new Bar(DAY, open * m, high * m, low * m, close * m, 0), last, true);
  }
}

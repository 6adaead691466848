package io.leanagentic.demo.trading.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.demo.trading.ledger.Order;
import io.leanagentic.demo.trading.ledger.Statement;
import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.strategy.Strategy;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Prices are 10 dollars throughout; equity is 10,000 dollars unless it says otherwise. */
final class RiskBookTest {

  private static final long EQUITY = 1_000_000;

  private final RiskBook book = new RiskBook(2, RiskLimits.DEFAULT);

  @Test
  void scoreSaysWhichPartOfTheShareIsInvested() {
    // One instrument: its share is 9,800 dollars; a score of 0 asks for half, 125 for three
    // quarters, 250 for all.
    assertEquals(Optional.of(new Order(0, 490, 490_000)), book.decide(standing(0, EQUITY, 0), 0));
    assertEquals(Optional.of(new Order(0, 735, 735_000)), book.decide(standing(0, EQUITY, 0), 125));
    assertEquals(
        Optional.of(new Order(0, 980, 980_000)), book.decide(standing(0, EQUITY, 0), 1000));
    assertEquals(Optional.empty(), book.decide(standing(0, EQUITY, 0), -250));
    assertEquals(Optional.empty(), book.decide(standing(0, EQUITY, 0), Strategy.ABSTAIN));
  }

  @Test
  void smallChangesAreNotWorthAnOrder() {
    // 490 wanted, 350 held: 140 of 980 are less than 15 %; 340 held: 150 are more.
    assertEquals(Optional.empty(), book.decide(standing(0, EQUITY, 350), 0));
    assertEquals(Optional.of(new Order(0, 150, 150_000)), book.decide(standing(0, EQUITY, 340), 0));
    assertEquals(Optional.of(new Order(0, -200, 0)), book.decide(standing(0, EQUITY, 690), 0));
  }

  @Test
  void leavingSellsEverythingHoweverLittle() {
    assertEquals(Optional.of(new Order(0, -3, 0)), book.decide(standing(0, EQUITY, 3), -1000));
  }

  @Test
  void instrumentsShareTheMoneyAndReservedMoneyIsNotSpentTwice() {
    // Alone, the first may take all; the second then finds nothing left until the first had its
    // next bar.
    assertEquals(
        Optional.of(new Order(0, 980, 980_000)), book.decide(standing(0, EQUITY, 0), 1000));
    assertEquals(Optional.empty(), book.decide(standing(1, EQUITY, 0), 1000));
    assertEquals(1, book.trims());
    // It did not buy, and now is one of two.
    assertEquals(
        Optional.of(new Order(0, 490, 490_000)), book.decide(standing(0, EQUITY, 0), 1000));
    assertEquals(
        Optional.of(new Order(1, 490, 490_000)), book.decide(standing(1, EQUITY, 0), 1000));
    assertEquals(1, book.trims());
  }

  @Test
  void lossesHalveAndThenSellAndThenPause() {
    book.decide(standing(0, EQUITY, 0), 1000);
    // 15 % below the peak: half of 98 % of 8,500.
    assertEquals(
        Optional.of(new Order(0, 416, 416_500)), book.decide(standing(0, 850_000, 0), 1000));
    assertEquals(Optional.of(new Order(0, -600, 0)), book.decide(standing(0, 750_000, 600), 1000));
    assertEquals(1, book.halts());
    for (int date = 1; date < RiskLimits.DEFAULT.pause(); date++) {
      assertEquals(Optional.empty(), book.decide(standing(0, 750_000, 0), 1000));
    }
    // The peak counts from here: no loss yet.
    assertEquals(
        Optional.of(new Order(0, 735, 735_000)), book.decide(standing(0, 750_000, 0), 1000));
    assertEquals(1, book.halts());
  }

  @Test
  void lastBarOfAnInstrumentIsNotTradedAfterAndFreesItsShare() {
    book.decide(standing(0, EQUITY, 0), -1000);
    book.decide(standing(1, EQUITY, 0), -1000);
    assertEquals(Optional.empty(), book.decide(statement(0, EQUITY, 0, true), 1000));
    assertEquals(
        Optional.of(new Order(1, 980, 980_000)), book.decide(standing(1, EQUITY, 0), 1000));
  }

  private static Statement standing(int instrument, long equity, long held) {
    return statement(instrument, equity, held, false);
  }

  private static Statement statement(int instrument, long equity, long held, boolean last) {
    var tick = new Tick(0, instrument, 0, Bar.of(LocalDate.EPOCH, 10_000_000), last, true);
    return new Statement(tick, equity - held * 1000, equity, held, held * 1000);
  }
}

package io.leanagentic.demo.trading.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class MeasuresTest {

  @Test
  void performanceOfAKnownCurve() {
    // A year of four points: +10 %, -20 %, +25 %, 0 %.
    var curve = new ArrayList<EquityPoint>();
    long[] values = {110_000_000, 88_000_000, 110_000_000, 110_000_000};
    for (int i = 0; i < values.length; i++) {
      LocalDate date = LocalDate.of(2001, 1, 1).plusDays(i * 365L / 3);
      curve.add(new EquityPoint(date, values[i], 0, Outcome.CAPITAL));
    }
    Performance measured = Performance.of(curve, EquityPoint::equity);
    double years = 365 / 365.25;
    // Mean 3.75 %; squared distances 39.0625 + 564.0625 + 451.5625 + 14.0625, over 3: 356.25.
    double deviation = Math.sqrt(0.035625);
    assertEquals(0.10, measured.totalReturn(), 1e-12);
    assertEquals(Math.pow(1.1, 1 / years) - 1, measured.yearlyReturn(), 1e-12);
    assertEquals(0.20, measured.drawdown(), 1e-12);
    assertEquals(deviation * Math.sqrt(4 / years), measured.volatility(), 1e-12);
    assertEquals(0.0375 / deviation * Math.sqrt(4 / years), measured.sharpe(), 1e-12);

    Performance still = Performance.of(curve, EquityPoint::benchmark);
    assertEquals(new Performance(0, 0, 0, 0, 0), still);
  }

  @Test
  void pollAveragesThoseWhoDoNotAbstain() {
    var poll = new Poll();
    assertEquals(Strategy.ABSTAIN, poll.score());
    poll.add(StrategyKind.MOMENTUM, 1000);
    poll.add(StrategyKind.MOMENTUM, -500);
    poll.add(StrategyKind.MOMENTUM, Strategy.ABSTAIN);
    poll.add(StrategyKind.BREAKOUT, -300, 2);
    assertEquals(250, poll.average(StrategyKind.MOMENTUM));
    assertEquals(-150, poll.average(StrategyKind.BREAKOUT));
    assertEquals(Strategy.ABSTAIN, poll.average(StrategyKind.VOLATILITY));
    assertEquals(50, poll.score());
    poll.clear();
    assertEquals(Strategy.ABSTAIN, poll.score());
  }

  @Test
  void voteIsMeasuredByTheOpensThatFollow() {
    var card = new Scorecard();
    // Voted after the bar that opened at 100; tradable at 200; measured from there to 220: +10 %.
    card.next(bar(100), poll(500));
    card.next(bar(200), poll(-1000));
    card.next(bar(220), poll(0));
    assertEquals(new Contribution(1, 1, 50_000), card.contributions().get(StrategyKind.REVERSION));
    // The second vote was against what followed, 220 to 242.
    card.next(bar(242), poll(0));
    card.next(bar(300), poll(0));
    Contribution measured =
        card.contributions().getOrDefault(StrategyKind.REVERSION, Contribution.NONE);
    assertEquals(new Contribution(2, 1, -50_000), measured);
    assertEquals(0.5, measured.hitRate());
    assertEquals(-250, measured.edgePerVote());
    assertEquals(Contribution.NONE, card.contributions().get(StrategyKind.MOMENTUM));
  }

  @Test
  void buyAndHoldPartsItsMoneyWhenAnInstrumentComesOrGoes() {
    var hold = new BuyAndHold(2, 1_000_000, new Costs(0, 0, 0));
    hold.onTick(tick(0, 10, false));
    assertEquals(1_000_000, hold.equity());
    hold.onTick(tick(0, 20, false));
    assertEquals(2_000_000, hold.equity());
    // The second comes: half of the money goes there.
    hold.onTick(tick(1, 5, false));
    hold.onTick(tick(1, 10, false));
    assertEquals(3_000_000, hold.equity());
    // The first goes: all of the money is in the second.
    hold.onTick(tick(0, 20, true));
    hold.onTick(tick(1, 20, false));
    assertEquals(6_000_000, hold.equity());
    hold.onTick(tick(1, 30, true));
    assertEquals(9_000_000, hold.equity());
  }

  @Test
  void buyAndHoldPaysCosts() {
    var hold = new BuyAndHold(1, 1_000_000, Costs.DEFAULT);
    hold.onTick(tick(0, 10, false));
    // 999 at 10.005 cost 9,995.00 and 2.00; 3.00 are left.
    assertEquals(999_300, hold.equity());
  }

  @Test
  void moneyIsWrittenInDollars() {
    assertEquals("1,234,567.08", Money.dollars(123_456_708));
    assertEquals("-0.05", Money.dollars(-5));
    assertEquals("1,469.25", Money.price(1_469_250_000));
    assertEquals("0.01", Money.price(5_000));
  }

  private static Poll poll(int vote) {
    var poll = new Poll();
    poll.add(StrategyKind.REVERSION, vote);
    return poll;
  }

  private static Bar bar(long price) {
    return Bar.of(LocalDate.EPOCH, price * 1_000_000);
  }

  private static Tick tick(int instrument, long price, boolean last) {
    return new Tick(0, instrument, 0, bar(price), last, true);
  }
}

package io.leanagentic.demo.trading.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.demo.trading.market.Bar;
import io.leanagentic.demo.trading.market.Instrument;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StrategyTest {

  private static final int NONE = Strategy.ABSTAIN;

  @Test
  void momentumComparesTheAverageOfFewClosesWithThatOfMany() {
    // After 100 100 100 103: average of 2 is 101.5, of 4 is 100.75: 0.7444 % above, of 1 % that
    // earns a full vote.
    // After 100 100 103 97: 100 and 100. After 100 103 97 90: 93.5 and 97.5: 4.1 % below.
    assertEquals(
        List.of(NONE, NONE, NONE, 744, 0, -1000),
        votes(new Momentum(2, 4, 10_000), 100, 100, 100, 103, 97, 90));
  }

  @Test
  void reversionIsInAfterFallsAndOutAfterRises() {
    // Changes: +10 %, then -9.0909 %, then +50 %; two at a time.
    // Rises 10 of 19.0909: index 52.38, within 10 of 50: 0. Rises 50 of 59.0909: 84.6, more than 30
    // above: out.
    assertEquals(List.of(NONE, NONE, 0, -1000), votes(new Reversion(2), 100, 110, 100, 150));
    // Falls only, and nothing at all.
    assertEquals(List.of(NONE, NONE, 1000), votes(new Reversion(2), 100, 90, 80));
    assertEquals(List.of(NONE, NONE, 0), votes(new Reversion(2), 100, 100, 100));
  }

  @Test
  void reversionIsHalfSureHalfWay() {
    // +2 % then -6 %: rises are a quarter, index 25; 25 below 50 is 15 of the 20 between
    // indifferent and sure.
    assertEquals(List.of(NONE, NONE, 750), votes(new Reversion(2), 100, 102, 95.88));
  }

  @Test
  void volatilityComparesTheVarianceOfFewReturnsWithThatOfMany() {
    // Returns +10 %, -10 %, +10 %, 0: variance of four 91.67, of the last two 50 (squared
    // percents): 54.5 % of it.
    // Then 0 again: the last two did not move.
    assertEquals(
        List.of(NONE, NONE, NONE, NONE, 455, 1000),
        votes(new Volatility(2, 4), 100, 110, 99, 108.9, 108.9, 108.9));
    // A calm year, then a jump.
    assertEquals(-1000, votes(new Volatility(2, 5), 100, 100, 100, 100, 100, 130).getLast());
    assertEquals(0, votes(new Volatility(2, 3), 100, 100, 100, 100).getLast());
  }

  @Test
  void breakoutIsInFromANewHighUntilANewLow() {
    // Highest of the 3 bars before, lowest of the 2 before.
    assertEquals(
        List.of(NONE, NONE, NONE, 0, 1000, 1000, -1000, -1000, 1000),
        votes(new Breakout(3, 2), 100, 102, 101, 101, 103, 102, 100, 101, 104));
  }

  @Test
  void pricesAtTheirLimitsDoNotOverflow() {
    for (StrategyKind kind : StrategyKind.values()) {
      for (int number = 0; number < 20; number++) {
        Strategy strategy = StrategyFactory.seeded(1).create(instrument("X"), kind, number);
        for (int i = 0; i < 1000; i++) {
          int vote = strategy.vote(Bar.of(LocalDate.EPOCH, i % 2 == 0 ? 1 : 1_000_000_000_000L));
          assertTrue(vote == NONE || Math.abs(vote) <= Strategy.FULL, kind + " votes " + vote);
        }
      }
    }
  }

  @Test
  void parametersDependOnSeedSymbolKindAndNumberOnly() {
    List<Integer> votes = fingerprint(1, "A", 0);
    assertEquals(votes, fingerprint(1, "A", 0));
    assertNotEquals(votes, fingerprint(2, "A", 0));
    assertNotEquals(votes, fingerprint(1, "B", 0));
    assertNotEquals(votes, fingerprint(1, "A", 1));
  }

  @Test
  void staffingSharesAnalyzersEvenly() {
    var staffing = new Staffing(14, 3);
    assertEquals(List.of(5, 5, 4), List.of(staffing.of(0), staffing.of(1), staffing.of(2)));
    assertEquals(2, staffing.of(0, StrategyKind.MOMENTUM));
    assertEquals(1, staffing.of(0, StrategyKind.BREAKOUT));
    int all = 0;
    for (StrategyKind kind : StrategyKind.values()) {
      all += staffing.of(2, kind);
    }
    assertEquals(4, all);
  }

  private static List<Integer> fingerprint(long seed, String symbol, int number) {
    var all = new ArrayList<Integer>();
    for (StrategyKind kind : StrategyKind.values()) {
      Strategy strategy = StrategyFactory.seeded(seed).create(instrument(symbol), kind, number);
      for (int i = 0; i < 400; i++) {
        all.add(strategy.vote(Bar.of(LocalDate.EPOCH, 100_000_000L + 37_000_003L * (i * i % 89))));
      }
    }
    return all;
  }

  private static Instrument instrument(String symbol) {
    return new Instrument(symbol, List.of(Bar.of(LocalDate.EPOCH, 1)));
  }

  private static List<Integer> votes(Strategy strategy, double... closes) {
    var votes = new ArrayList<Integer>();
    for (double close : closes) {
      votes.add(strategy.vote(Bar.of(LocalDate.EPOCH, Math.round(close * 1_000_000))));
    }
    return votes;
  }
}

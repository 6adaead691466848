package io.leanagentic.demo.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Box;
import io.leanagentic.demo.trading.ledger.Outcome;
import io.leanagentic.demo.trading.market.Market;
import io.leanagentic.demo.trading.market.PriceFiles;
import io.leanagentic.demo.trading.market.Tick;
import io.leanagentic.demo.trading.review.ReviewPolicy;
import io.leanagentic.demo.trading.strategy.Staffing;
import io.leanagentic.demo.trading.strategy.Strategy;
import io.leanagentic.demo.trading.strategy.StrategyFactory;
import io.leanagentic.demo.trading.strategy.StrategyKind;
import io.leanagentic.demo.trading.swarm.Fault;
import io.leanagentic.demo.trading.swarm.LeaseEvent;
import io.leanagentic.demo.trading.swarm.Oversight;
import io.leanagentic.demo.trading.swarm.Plan;
import io.leanagentic.demo.trading.swarm.Progress;
import io.leanagentic.demo.trading.swarm.Review;
import io.leanagentic.demo.trading.swarm.RoleProfile;
import io.leanagentic.demo.trading.swarm.Swarm;
import io.leanagentic.demo.trading.swarm.SwarmFailedException;
import io.leanagentic.demo.trading.swarm.SwarmResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class SwarmTest {

  private static final int ANALYZERS = 6 * 16;

  private final Market all = Market.of(PriceFiles.bundled(), Integer.MAX_VALUE);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void tradesAndValueAreThoseOfThePlainComputationForAnyNumberOfWorkers(int workers) {
    var strategies = StrategyFactory.seeded(1);
    SwarmResult result = run(workers, Plan.of(all, strategies, ANALYZERS));
    var expected =
        Reference.compute(all, strategies, new Staffing(ANALYZERS, 6), ReviewPolicy.DEFAULT);
    assertTrue(expected.outcome().trades().size() > 100, "the market was traded");
    assertSame(expected.outcome(), result.outcome());
    Oversight oversight = result.oversight();
    assertEquals(expected.rulings(), oversight.rulings());
    assertTrue(expected.rulings().size() > 50, "large orders were reviewed");
    assertEquals(expected.alerts(), oversight.alerts());
    assertEquals(6 * expected.alerts().size(), oversight.heard(), "each desk heard each alert");
    assertTrue(expected.alerts().size() >= 4, "there were alerts");
  }

  @Test
  void theUsualRunIsWorthWhatItWasWorthWithoutReviewers() {
    // The figures of the guide. All large orders of this run find their majority.
    var result = run(2, Plan.of(all, StrategyFactory.seeded(1), 1536));
    assertEquals(383_112_777, result.outcome().finalValue());
    assertEquals(712, result.outcome().trades().size());
    assertEquals(139, result.oversight().count(true));
    assertEquals(0, result.oversight().count(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void whatReviewersRefuseIsNotPlaced(int workers) {
    var strategies = StrategyFactory.seeded(1);
    for (var policy :
        List.of(new ReviewPolicy(50, 5), new ReviewPolicy(200, 4), new ReviewPolicy(0, 3))) {
      var plan = Plan.of(all, strategies, ANALYZERS).withReview(policy);
      SwarmResult result = run(workers, plan);
      var expected = Reference.compute(all, strategies, new Staffing(ANALYZERS, 6), policy);
      assertSame(expected.outcome(), result.outcome());
      assertEquals(expected.rulings(), result.oversight().rulings());
      for (Review review : result.oversight().reviews()) {
        boolean approved = review.ruling().approved();
        assertEquals(approved, review.count(true) >= policy.approvals(), review::toString);
        review
            .votes()
            .forEach((who, vote) -> assertEquals(who.approves(review.ruling().proposal()), vote));
      }
      assertTrue(policy.approvals() == 3 || result.oversight().count(false) > 0, "some refused");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void theStandbyTakesOver(int workers) {
    var strategies = StrategyFactory.seeded(2);
    Market market = Market.of(PriceFiles.bundled(), 700);
    var expected = Reference.compute(market, strategies, new Staffing(ANALYZERS, 6));
    for (int bar : List.of(0, 1, 31, 32, 33, 350, 698, 699)) {
      var kind = bar % 2 == 0 ? Fault.Kind.CRASH : Fault.Kind.CRASH_UNTOLD;
      Plan plan = Plan.of(market, strategies, ANALYZERS).withFault(new Fault(bar, kind));
      SwarmResult result = run(workers, plan);
      assertSame(expected, result.outcome());
      List<LeaseEvent> grants =
          result.oversight().lease().stream()
              .filter(event -> event.kind() == LeaseEvent.Kind.GRANTED)
              .toList();
      assertEquals(List.of("execution-1", "execution-2"), engines(grants));
      assertTrue(grants.get(0).token() < grants.get(1).token(), grants::toString);
      assertEquals(1, result.metrics().failures());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void anEngineThatLostItsLeaseIsFenced(int workers) {
    var strategies = StrategyFactory.seeded(3);
    Market market = Market.of(PriceFiles.bundled(), 700);
    var expected = Reference.compute(market, strategies, new Staffing(ANALYZERS, 6));
    for (int bar : List.of(0, 5, 350, 699)) {
      Plan plan =
          Plan.of(market, strategies, ANALYZERS).withFault(new Fault(bar, Fault.Kind.LOST_LEASE));
      SwarmResult result = run(workers, plan);
      assertSame(expected, result.outcome());
      assertEquals(0, result.metrics().failures());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aRoomThatJoinsInTheMiddleChangesNothing(int workers) {
    var strategies = StrategyFactory.seeded(4);
    Market market = Market.of(PriceFiles.bundled(), 1500);
    var expected = Reference.compute(market, strategies, new Staffing(ANALYZERS, 6));
    for (int bar : List.of(0, 1, 200, 750, 1499)) {
      SwarmResult result = run(workers, Plan.of(market, strategies, ANALYZERS).withNewRoomAt(bar));
      assertSame(expected, result.outcome());
      assertTrue(result.rooms().containsKey("room-new"), () -> "" + result.rooms());
      assertEquals(6, String.join(" ", result.rooms().values()).split(" ", -1).length);
      assertEquals(0, result.metrics().failures());
      assertEquals(0, result.metrics().deadLetters());
    }
  }

  private static List<String> engines(@Box List<LeaseEvent> events) {
    return events.stream().map(LeaseEvent::engine).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 1234567890123L})
  void everySeedTradesInItsOwnWay(long seed) {
    var strategies = StrategyFactory.seeded(seed);
    Market market = Market.of(PriceFiles.bundled(), 2000);
    SwarmResult result = run(2, Plan.of(market, strategies, ANALYZERS + 5));
    assertSame(
        Reference.compute(market, strategies, new Staffing(ANALYZERS + 5, 6)), result.outcome());
    var other =
        Reference.compute(market, StrategyFactory.seeded(1), new Staffing(ANALYZERS + 5, 6));
    assertTrue(!other.equals(result.outcome()), "another seed gives another outcome");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 64})
  void smallMailboxesChangeNothing(int capacity) {
    var strategies = StrategyFactory.seeded(4);
    Market market = Market.of(PriceFiles.bundled(), 1000);
    SwarmResult result = run(2, Plan.of(market, strategies, ANALYZERS).withMailbox(capacity));
    assertSame(Reference.compute(market, strategies, new Staffing(ANALYZERS, 6)), result.outcome());
    // An agent that must not lose a message would have failed: see Signals.
    assertEquals(0, result.metrics().failures());
  }

  @Test
  void severalTeamsOfAKindChangeNothing() {
    var strategies = StrategyFactory.seeded(5);
    Market market =
        Market.of(PriceFiles.select(PriceFiles.bundled(), List.of("IBM")), Integer.MAX_VALUE);
    SwarmResult result = run(2, Plan.of(market, strategies, 1000));
    assertSame(Reference.compute(market, strategies, new Staffing(1000, 1)), result.outcome());
    assertEquals(16, agents(result, "TEAM"));
    assertEquals(250, agents(result, "BREAKOUT"));
  }

  @Test
  void oneAnalyzerIsEnough() {
    var strategies = StrategyFactory.seeded(6);
    Market market = Market.of(PriceFiles.select(PriceFiles.bundled(), List.of("AAPL")), 100);
    SwarmResult result = run(1, Plan.of(market, strategies, 1));
    assertSame(Reference.compute(market, strategies, new Staffing(1, 1)), result.outcome());
  }

  @Test
  void everyMessageIsCounted() {
    Market market = Market.of(PriceFiles.bundled(), 500);
    SwarmResult result = run(2, Plan.of(market, StrategyFactory.seeded(1), ANALYZERS));
    for (RoleProfile role : result.roles()) {
      if (role.role().isAnalyzer()) {
        // Each of the 4 for each instrument saw each of its bars.
        // An agent's last message may be counted a moment after it was answered.
        assertTrue(role.handled() <= 4 * 500, () -> role.toString());
        assertTrue(role.handled() >= 4 * 500 - role.agents(), () -> role.toString());
        assertEquals(24, role.agents());
      }
    }
    assertEquals(0, result.metrics().deadLetters());
    assertEquals(0, result.metrics().failures());
  }

  @Test
  void speedIsKept() {
    Market market = Market.of(PriceFiles.bundled(), 60);
    Plan plan = Plan.of(market, StrategyFactory.seeded(1), 12).withBarsPerSecond(200);
    SwarmResult result = run(2, plan);
    assertSame(
        Reference.compute(market, StrategyFactory.seeded(1), new Staffing(12, 6)),
        result.outcome());
    assertTrue(result.elapsed().toMillis() >= 290, () -> "took " + result.elapsed());
  }

  @Test
  void failingAnalyzersAreRetired() {
    // An analyzer that fails at a bar has no opinion from then on, like one that abstains.
    StrategyFactory failing = breaking(true);
    StrategyFactory abstaining = breaking(false);
    Market market = Market.of(PriceFiles.bundled(), 1500);
    SwarmResult result = run(2, Plan.of(market, failing, ANALYZERS));
    assertSame(Reference.compute(market, abstaining, new Staffing(ANALYZERS, 6)), result.outcome());
    long wornOut =
        market.ticks().stream().filter(tick -> tick.index() == 20).map(Tick::instrument).count();
    assertEquals(wornOut, result.retired());
    assertTrue(wornOut >= 5, "enough bars to wear out most of them");
  }

  /** The second momentum strategy of each instrument works for 20 bars. */
  private static StrategyFactory breaking(boolean fails) {
    StrategyFactory sound = StrategyFactory.seeded(7);
    return (instrument, kind, number) -> {
      Strategy strategy = sound.create(instrument, kind, number);
      if (kind != StrategyKind.MOMENTUM || number != 1) {
        return strategy;
      }
      var bars = new int[1];
      return bar -> {
        if (++bars[0] <= 20) {
          return strategy.vote(bar);
        }
        if (fails) {
          throw new IllegalStateException("worn out");
        }
        return Strategy.ABSTAIN;
      };
    };
  }

  @Test
  void failureOfAnIndispensableAgentEndsTheSwarmWithItsCause() {
    // The bar of an instrument that is not in the market.
    Market broken = Market.of(PriceFiles.bundled(), 200);
    var ticks = new ArrayList<>(broken.ticks());
    var tick = ticks.get(100);
    ticks.set(100, new Tick(100, 99, tick.index(), tick.bar(), false, tick.endOfDate()));
    Plan plan =
        Plan.of(
            new Market(broken.instruments(), List.copyOf(ticks)),
            StrategyFactory.seeded(1),
            ANALYZERS);
    var failure = assertThrows(SwarmFailedException.class, () -> run(2, plan));
    assertInstanceOf(IndexOutOfBoundsException.class, rootCause(failure));
  }

  @Test
  void plansThatCannotWorkAreRefused() {
    var strategies = StrategyFactory.seeded(1);
    assertRefused(
        "analyzers is 5; allowed: at least one for each of 6", () -> Plan.of(all, strategies, 5));
    assertRefused(
        "bars per second is 0.0; allowed: more than 0",
        () -> Plan.of(all, strategies, 6).withBarsPerSecond(0));
    Market none = new Market(all.instruments(), List.of());
    assertRefused("the market has 0 bars; allowed: 1 or more", () -> Plan.of(none, strategies, 6));
  }

  private static void assertRefused(String complaint, Runnable plan) {
    var bad = assertThrows(IllegalArgumentException.class, plan::run);
    assertTrue(String.valueOf(bad.getMessage()).startsWith(complaint), bad::getMessage);
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Compares piece by piece first, so that a difference is readable. */
  private static void assertSame(Outcome expected, Outcome actual) {
    int common = Math.min(expected.trades().size(), actual.trades().size());
    for (int i = 0; i < common; i++) {
      assertEquals(expected.trades().get(i), actual.trades().get(i), "trade " + i);
    }
    assertEquals(expected.trades().size(), actual.trades().size(), "number of trades");
    assertEquals(expected.finalValue(), actual.finalValue(), "final value in cents");
    assertEquals(expected, actual);
  }

  private static int agents(SwarmResult result, String role) {
    return result.roles().stream()
        .filter(one -> one.role().name().equals(role))
        .mapToInt(RoleProfile::agents)
        .sum();
  }

  private static SwarmResult run(int workers, Plan plan) {
    try (var runtime = AgentRuntime.start(RuntimeConfig.defaults().withWorkers(workers))) {
      return Swarm.run(runtime, plan, runtime.<Progress>spawn((context, progress) -> {}));
    }
  }
}

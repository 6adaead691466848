package io.leanagentic.examples.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Val;
import io.leanagentic.examples.consensus.Seat.Condition;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumResult.Impossible;
import io.leanagentic.orchestration.QuorumResult.Reached;
import io.leanagentic.orchestration.QuorumResult.TimedOut;
import io.leanagentic.orchestration.Vote;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class QuorumConsensusTest {

  private static final int MAJORITY = 0;
  private static final int SUPERMAJORITY = 1;
  private static final int CRASHED = 2;
  private static final int BYZANTINE = 3;
  private static final int TIMEOUT = 4;
  private static final int HEDGED = 5;

  private String out = "";
  private String err = "";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void whoVotesWhatAndTheDecisionFollowFromTheSeed(int workers) {
    for (long seed = 1; seed <= 8; seed++) {
      for (Scenario scenario : Scenarios.draw(10, seed)) {
        check(scenario, Round.run(RuntimeConfig.defaults().withWorkers(workers), scenario));
      }
    }
  }

  /** The decision is that of a count of the seats, and nobody said what is not in the seats. */
  private static void check(Scenario scenario, Round round) {
    assertEquals(45, round.edges());
    assertEquals(decision(scenario), decision(round.result()), scenario::toString);
    for (Vote<String> vote : round.result().votes()) {
      Seat seat = scenario.seat(vote.voter().name());
      assertEquals(seat.vote(), vote.value(), seat::name);
      assertTrue(Set.of(Condition.HONEST, Condition.LIAR).contains(seat.condition()), seat::name);
    }
    for (QuorumResult.Failure failure : round.result().failed()) {
      assertEquals(Condition.CRASHED, scenario.seat(failure.voter().name()).condition());
      assertInstanceOf(AgentStoppedException.class, failure.cause());
    }
    assertEquals(
        scenario.seats().stream().map(Seat::name).collect(Collectors.toSet()),
        everybody(round.result()));
  }

  private static Set<String> everybody(QuorumResult<String> result) {
    var all = new ArrayList<AgentRef<?>>(result.missing());
    result.votes().forEach(vote -> all.add(vote.voter()));
    result.failed().forEach(failure -> all.add(failure.voter()));
    assertEquals(10, all.size());
    return all.stream().map(AgentRef::name).collect(Collectors.toSet());
  }

  private static String decision(Scenario scenario) {
    return switch (scenario.title()) {
      case "Simple majority", "Two crashed" -> yes(scenario) >= 6 ? "yes" : "refused";
      case "Supermajority" -> yes(scenario) >= 7 ? "yes" : "refused";
      case "A timeout" -> "late";
      default -> scenario.seats().getFirst().vote();
    };
  }

  private static long yes(Scenario scenario) {
    return scenario.seats().stream()
        .filter(seat -> seat.condition() == Condition.HONEST && seat.vote().equals("yes"))
        .count();
  }

  private static String decision(QuorumResult<String> result) {
    return switch (result) {
      case Reached<String> reached -> reached.value();
      case Impossible<String> _ -> "refused";
      case TimedOut<String> _ -> "late";
    };
  }

  @Test
  void eachScenarioIsWhatItsTitleSays() {
    for (long seed = 1; seed <= 200; seed++) {
      List<Scenario> all = Scenarios.draw(10, seed);
      assertEquals(2, all.get(CRASHED).count(Condition.CRASHED));
      assertEquals(2, all.get(BYZANTINE).count(Condition.LIAR));
      assertEquals(5, all.get(TIMEOUT).count(Condition.CUT_OFF));
      for (int plain : new int[] {MAJORITY, SUPERMAJORITY, HEDGED}) {
        assertEquals(10, all.get(plain).count(Condition.HONEST));
      }
      for (Scenario scenario : all) {
        assertEquals(Condition.HONEST, scenario.seats().getFirst().condition(), "the asker");
      }
      String truth = all.get(BYZANTINE).seats().getFirst().vote();
      for (Seat seat : all.get(BYZANTINE).seats()) {
        assertEquals(seat.condition() == Condition.HONEST, seat.vote().equals(truth));
      }
      assertEquals(seats(all), seats(Scenarios.draw(10, seed)));
      assertNotEquals(seats(all), seats(Scenarios.draw(10, seed + 1)));
    }
  }

  @Val
  private static List<String> seats(List<Scenario> scenarios) {
    return scenarios.stream().map(scenario -> scenario.seats().toString()).toList();
  }

  @Test
  void someSeedsAreRefused() {
    var decisions =
        LongStream.rangeClosed(1, 50)
            .mapToObj(seed -> decision(Scenarios.draw(10, seed).get(CRASHED)))
            .collect(Collectors.toSet());
    assertEquals(Set.of("yes", "refused"), decisions);
  }

  @Test
  void itPrintsEveryNodeAndEveryDecision() {
    assertEquals(0, run("--seed", "1"), err);
    for (String title :
        List.of(
            "1  Simple majority",
            "2  Supermajority",
            "3  Two crashed",
            "4  Two Byzantine",
            "5  A timeout",
            "6  Hedging")) {
      assertTrue(out.contains(title), () -> title + " is missing in:\n" + out);
    }
    assertTrue(out.contains("10 nodes, 45 edges · seed 1"), out);
    assertEquals(2, out.lines().filter(line -> line.contains("crashed before")).count(), out);
    assertEquals(5, out.lines().filter(line -> line.endsWith("-     cut off")).count(), out);
    assertEquals(6, out.lines().filter(line -> line.startsWith("       node-10 ")).count(), out);
    assertEquals(1, out.lines().filter(line -> line.contains("no decision: ")).count(), out);
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), () -> "wider than 80:\n" + out);
    assertFalse(out.contains("\033"), "no escapes where there is no terminal");
    assertEquals("", err);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 31})
  void otherMeshesVoteToo(int nodes) {
    assertEquals(0, run("--nodes", nodes + "", "--workers=2"), err);
    assertTrue(out.contains(nodes + " nodes, "), out);
    assertEquals(1, out.lines().filter(line -> line.contains("no decision: ")).count(), out);
  }

  @Test
  void helpExplainsAndNonsenseIsRefused() {
    assertEquals(0, run("--help"));
    assertEquals(QuorumConsensus.HELP, out);
    assertEquals(2, run("--nodes", "6"));
    assertEquals(
        "quorum-consensus: option --nodes is \"6\"; allowed: a whole number from 7 to 100\n", err);
    assertEquals(2, run("--seed"));
    assertEquals("quorum-consensus: option --seed needs a value; see --help\n", err);
    assertEquals(2, run("--no-color=yes"));
    assertEquals("quorum-consensus: option --no-color takes no value; given: yes\n", err);
    assertEquals(2, run("--fast"));
    assertEquals("quorum-consensus: unknown option \"--fast\"; see --help\n", err);
  }

  private int run(String... arguments) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        new QuorumConsensus(
                new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                new PrintStream(errBytes, true, StandardCharsets.UTF_8))
            .run(Arrays.asList(arguments));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}

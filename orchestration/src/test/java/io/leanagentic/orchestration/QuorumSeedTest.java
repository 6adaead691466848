package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRef;
import io.leanagentic.Await;
import io.leanagentic.orchestration.Voter.Command;
import io.leanagentic.orchestration.Voter.Plan;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Quorums of random members under random rules, against a model that knows all plans. */
final class QuorumSeedTest {
  private static final int DEADLINE_MICROS = 1_000;

  /** What the model expects. */
  private record Expected(Class<?> kind, int atMicros, List<Integer> votes) {}

  @AgentTest(schedules = 600)
  void theResultIsThatOfTheModel(SimulatedRuntime simulation) {
    check(simulation, false);
  }

  @AgentTest(schedules = 600)
  void hedgingChangesWhoIsAskedButBreaksNoPromise(SimulatedRuntime simulation) {
    check(simulation, true);
  }

  private static void check(SimulatedRuntime simulation, boolean hedged) {
    SplittableRandom random = new SplittableRandom(simulation.seed());
    int n = 1 + random.nextInt(9);
    var plans = new ArrayList<Plan>();
    var received = new ArrayList<List<Command>>();
    var members = new ArrayList<AgentRef<Command>>();
    var dead = new HashSet<Integer>();
    var times = distinctTimes(random, n);
    for (int i = 0; i < n; i++) {
      Plan plan = plan(random, times.get(i));
      var log = new CopyOnWriteArrayList<Command>();
      plans.add(plan);
      received.add(log);
      AgentRef<Command> member = simulation.agents().spawn("v" + i, () -> new Voter(plan, log));
      members.add(member);
      if (random.nextInt(8) == 0) {
        member.abort();
        dead.add(i);
      }
    }
    simulation.settle();
    QuorumRule<Integer> rule = rule(random, members);
    var quorum = Quorum.of(simulation.agents(), members).withFarewell(new Command.Farewell());
    if (hedged) {
      quorum =
          quorum.withHedge(
              new Hedge(random.nextInt(3), Duration.ofNanos(1_000 + random.nextInt(400_000))));
    }
    Await<QuorumResult<Integer>> await =
        quorum.ask(Command.Question::new, rule, Duration.ofNanos(DEADLINE_MICROS * 1_000L));
    simulation.advance(Duration.ofMillis(1));
    assertTrue(await.isDone(), "it ends by the deadline");
    simulation.advance(Duration.ofSeconds(10)); // who broke is restarted, late votes come
    QuorumResult<Integer> result = await.join();

    everyMemberIsInOnePlace(result, members);
    for (var vote : result.votes()) {
      int i = members.indexOf(vote.voter());
      assertEquals(assertInstanceOf(Plan.Answer.class, plans.get(i)).value(), vote.value());
    }
    whoIsMissingWasToldOrNeverAsked(result, members, received, dead);
    if (!hedged) {
      Expected expected = model(rule, members, plans, dead);
      assertInstanceOf(
          expected.kind(), result, () -> plans + " dead " + dead + " " + rule + " " + result);
      assertEquals(
          expected.votes(),
          result.votes().stream().map(vote -> members.indexOf(vote.voter())).toList());
      assertEquals(expected.atMicros() * 1_000L, result.elapsed().toNanos());
    } else if (result instanceof QuorumResult.Impossible<Integer>) {
      assertEquals(List.of(), votersLeft(result, rule, members), "possible after all");
    } else if (result instanceof QuorumResult.Reached<Integer> reached) {
      assertTrue(Tallied.of(rule, members, reached.votes()).isReached(0));
    }
  }

  private static void everyMemberIsInOnePlace(
      QuorumResult<Integer> result, List<AgentRef<Command>> members) {
    var all = new ArrayList<AgentRef<?>>();
    result.votes().forEach(vote -> all.add(vote.voter()));
    all.addAll(result.missing());
    result.failed().forEach(failure -> all.add(failure.voter()));
    assertEquals(members.size(), all.size(), result::toString);
    assertEquals(new HashSet<AgentRef<?>>(members), new HashSet<>(all));
  }

  private static void whoIsMissingWasToldOrNeverAsked(
      QuorumResult<Integer> result,
      List<AgentRef<Command>> members,
      List<List<Command>> received,
      Set<Integer> dead) {
    for (int i = 0; i < members.size(); i++) {
      long questions = received.get(i).stream().filter(c -> c instanceof Command.Question).count();
      long farewells = received.get(i).stream().filter(c -> c instanceof Command.Farewell).count();
      assertTrue(questions <= 1);
      boolean told = result.missing().contains(members.get(i)) && !dead.contains(i);
      if (result instanceof QuorumResult.TimedOut<Integer>) {
        // Its own question may have timed out in the same moment; then it is not waited for.
        assertTrue(farewells <= (told ? questions : 0));
      } else {
        // One that was still to be handled is skipped, and only the farewell comes.
        assertTrue(
            told ? questions <= farewells && farewells <= 1 : farewells == 0,
            members.get(i).path() + " of " + result);
      }
    }
  }

  /** Members that could still have decided it, if the votes and failures are what they are. */
  private static List<AgentRef<?>> votersLeft(
      QuorumResult<Integer> result, QuorumRule<Integer> rule, List<AgentRef<Command>> members) {
    var tallied = Tallied.of(rule, members, result.votes());
    long weight = result.missing().stream().mapToLong(tallied::weight).sum();
    return tallied.isPossible(weight) ? result.missing() : List.of();
  }

  /** A second, slow count of votes. */
  private record Tallied(QuorumRule<Integer> rule, int members, List<Vote<Integer>> votes) {
    static Tallied of(QuorumRule<Integer> rule, List<?> members, List<Vote<Integer>> votes) {
      return new Tallied(rule, members.size(), votes);
    }

    long weight(AgentRef<?> member) {
      return rule instanceof QuorumRule.Weighted<Integer>(var weights, var _, var _)
          ? weights.getOrDefault(member, 0)
          : 1;
    }

    private long inFavour() {
      return switch (rule) {
        case QuorumRule.Count<Integer> count ->
            votes.stream().filter(vote -> count.inFavour().test(vote.value())).count();
        case QuorumRule.Weighted<Integer> weighted ->
            votes.stream()
                .filter(vote -> weighted.inFavour().test(vote.value()))
                .mapToLong(vote -> weight(vote.voter()))
                .sum();
        case QuorumRule.Agreement<Integer> agreement -> {
          Map<Integer, Integer> byValue = new HashMap<>();
          votes.forEach(vote -> byValue.merge(vote.value(), 1, Integer::sum));
          yield byValue.values().stream().mapToInt(i -> i).max().orElse(0);
        }
        case QuorumRule.When<Integer> when -> votes.stream().mapToInt(Vote::value).sum();
      };
    }

    private long needed() {
      return switch (rule) {
        case QuorumRule.Count<Integer> count -> count.share().of(members);
        case QuorumRule.Weighted<Integer> weighted -> weighted.threshold();
        case QuorumRule.Agreement<Integer> agreement -> agreement.share().of(members);
        case QuorumRule.When<Integer> when -> WHEN_SUM;
      };
    }

    boolean isReached(long ignored) {
      return inFavour() >= needed();
    }

    boolean isPossible(long openWeight) {
      return rule instanceof QuorumRule.When<Integer>
          ? openWeight > 0
          : inFavour() + openWeight >= needed();
    }
  }

  private static final int WHEN_SUM = 4;

  private static Expected model(
      QuorumRule<Integer> rule,
      List<AgentRef<Command>> members,
      List<Plan> plans,
      Set<Integer> dead) {
    var order =
        IntStream.range(0, plans.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> at(plans.get(i), dead.contains(i))))
            .toList();
    var votes = new ArrayList<Vote<Integer>>();
    var voters = new ArrayList<Integer>();
    var open = new ArrayList<Integer>(order);
    for (int i : order) {
      int at = at(plans.get(i), dead.contains(i));
      if (at > DEADLINE_MICROS) {
        return new Expected(QuorumResult.TimedOut.class, DEADLINE_MICROS, voters);
      }
      open.remove(Integer.valueOf(i));
      if (!dead.contains(i) && plans.get(i) instanceof Plan.Answer answer) {
        votes.add(new Vote<>(members.get(i), answer.value()));
        voters.add(i);
      }
      var tallied = new Tallied(rule, members.size(), votes);
      if (tallied.isReached(0)) {
        return new Expected(QuorumResult.Reached.class, at, voters);
      }
      if (!tallied.isPossible(open.stream().mapToLong(o -> tallied.weight(members.get(o))).sum())) {
        return new Expected(QuorumResult.Impossible.class, at, voters);
      }
    }
    throw new AssertionError("neither reached nor impossible although all have voted");
  }

  private static int at(Plan plan, boolean dead) {
    if (dead) {
      return 0;
    }
    return switch (plan) {
      case Plan.Answer answer -> answer.micros();
      case Plan.Fail fail -> fail.micros();
      case Plan.Break() -> 0;
      case Plan.Silence() -> Integer.MAX_VALUE;
    };
  }

  private static List<Integer> distinctTimes(SplittableRandom random, int n) {
    var times = new HashSet<Integer>();
    while (times.size() < n) {
      int time = 1 + random.nextInt(1_300);
      if (time != DEADLINE_MICROS) {
        times.add(time);
      }
    }
    return List.copyOf(times);
  }

  private static Plan plan(SplittableRandom random, int micros) {
    return switch (random.nextInt(10)) {
      case 0 -> new Plan.Fail(micros, false);
      case 1 -> new Plan.Fail(micros, true);
      case 2 -> new Plan.Break();
      case 3 -> new Plan.Silence();
      default -> new Plan.Answer(micros, random.nextInt(3), 1 + random.nextInt(3));
    };
  }

  private static QuorumRule<Integer> rule(
      SplittableRandom random, List<AgentRef<Command>> members) {
    int n = members.size();
    return switch (random.nextInt(8)) {
      case 0 -> QuorumRule.majority();
      case 1 -> QuorumRule.supermajority();
      case 2 -> QuorumRule.unanimous();
      case 3 -> QuorumRule.atLeast(1 + random.nextInt(n));
      case 4 -> QuorumRule.majority(vote -> vote == 1);
      case 5 -> n >= 4 ? QuorumRule.byzantine((n - 1) / 3) : QuorumRule.agreement(n);
      case 6 -> QuorumRule.when(tally -> sum(tally) >= WHEN_SUM);
      default -> {
        var weights = new HashMap<AgentRef<?>, Integer>();
        members.forEach(member -> weights.put(member, random.nextInt(4)));
        weights.put(members.getFirst(), 1 + random.nextInt(3));
        long sum = weights.values().stream().mapToLong(weight -> weight).sum();
        yield QuorumRule.weighted(weights, 1 + random.nextLong(sum), vote -> vote != 2);
      }
    };
  }

  private static int sum(Tally<Integer> tally) {
    return tally.votes().stream().mapToInt(Vote::value).sum();
  }
}

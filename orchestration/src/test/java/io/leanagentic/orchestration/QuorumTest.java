package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.Delivery;
import io.leanagentic.Reply;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.QuorumResult.Impossible;
import io.leanagentic.orchestration.QuorumResult.Reached;
import io.leanagentic.orchestration.QuorumResult.TimedOut;
import io.leanagentic.orchestration.Voter.Command;
import io.leanagentic.orchestration.Voter.Plan;
import io.leanagentic.testkit.AgentTest;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a quorum does, case by case, in virtual time. */
final class QuorumTest {
  private static final Duration DEADLINE = Duration.ofMillis(10);

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();
  private final Map<AgentRef<Command>, List<Command>> received = new HashMap<>();

  @AfterEach
  void end() {
    simulation.close();
  }

  private List<Command> log(AgentRef<Command> voter) {
    return Objects.requireNonNull(received.get(voter));
  }

  private AgentRef<Command> voter(Plan plan) {
    var log = new CopyOnWriteArrayList<Command>();
    AgentRef<Command> voter = runtime.spawn(() -> new Voter(plan, log));
    received.put(voter, log);
    return voter;
  }

  private static Plan answer(int micros, int value) {
    return new Plan.Answer(micros, value, 1);
  }

  private Quorum<Command> quorum(Plan... plans) {
    return Quorum.of(runtime, List.of(plans).stream().map(this::voter).toList());
  }

  private QuorumResult<Integer> ask(Quorum<Command> quorum, QuorumRule<Integer> rule) {
    return quorum.ask(Command.Question::new, rule, DEADLINE).join();
  }

  @Test
  void aMajorityEndsItBeforeTheOthersAnswer() {
    var quorum = quorum(answer(10, 1), answer(20, 1), answer(30, 1), answer(40, 1), answer(50, 1));
    var reached = assertInstanceOf(Reached.class, ask(quorum, QuorumRule.majority()));
    assertEquals(3, reached.votes().size());
    assertEquals(quorum.members().subList(3, 5), reached.missing());
    assertEquals(Duration.ofNanos(30_000), reached.elapsed());
    assertTrue(reached.isReached());
  }

  @Test
  void itFailsAsSoonAsNoVoteCanHelp() {
    var quorum = quorum(answer(10, 0), answer(20, 0), answer(30, 1), answer(40, 0), answer(50, 1));
    var result = ask(quorum, QuorumRule.majority(vote -> vote == 1));
    var impossible = assertInstanceOf(Impossible.class, result);
    assertEquals(Duration.ofNanos(40_000), impossible.elapsed());
    assertEquals(quorum.members().subList(4, 5), impossible.missing());
  }

  @Test
  void sharesAreOfAllMembersNotOfThoseWhoAnswer() {
    assertEquals(6, QuorumRule.Share.Part.MAJORITY.of(10));
    assertEquals(2, QuorumRule.Share.Part.MAJORITY.of(3));
    assertEquals(1, QuorumRule.Share.Part.MAJORITY.of(1));
    assertEquals(7, QuorumRule.Share.Part.SUPERMAJORITY.of(10));
    assertEquals(6, QuorumRule.Share.Part.SUPERMAJORITY.of(9));
    assertEquals(2, QuorumRule.Share.Part.SUPERMAJORITY.of(3));
    assertEquals(3, QuorumRule.Share.Part.SUPERMAJORITY.of(4));
    assertEquals(10, QuorumRule.Share.Part.ALL.of(10));
  }

  @Test
  void theDeadlineEndsItWithWhatThereIs() {
    var quorum = quorum(answer(10, 1), new Plan.Silence(), new Plan.Silence());
    var result = ask(quorum, QuorumRule.majority());
    var timedOut = assertInstanceOf(TimedOut.class, result);
    assertEquals(1, timedOut.votes().size());
    assertEquals(quorum.members().subList(1, 3), timedOut.missing());
    assertEquals(DEADLINE, timedOut.elapsed());
  }

  @Test
  void theDeadlineTellsEverybodyWhoWasAsked() {
    var quorum =
        quorum(answer(10, 1), new Plan.Silence(), new Plan.Silence(), new Plan.Silence())
            .withFarewell(new Command.Farewell());
    assertInstanceOf(TimedOut.class, ask(quorum, QuorumRule.majority()));
    simulation.settle();
    for (int i = 0; i < 4; i++) {
      var voter = quorum.members().get(i);
      long told = log(voter).stream().filter(Command.Farewell.class::isInstance).count();
      assertEquals(i == 0 ? 0 : 1, told, "member " + i);
    }
  }

  @Test
  void whoWasNotAskedIsNotTold() {
    var quorum =
        quorum(answer(10, 1), new Plan.Silence(), answer(10, 1))
            .withHedge(new Hedge(1, Duration.ofMillis(5)))
            .withFarewell(new Command.Farewell());
    assertTrue(ask(quorum, QuorumRule.atLeast(1)).isReached());
    simulation.settle();
    assertInstanceOf(Command.Farewell.class, log(quorum.members().get(1)).getLast());
    assertEquals(List.of(), log(quorum.members().get(2)));
  }

  @Test
  void deadAndFailingMembersAreNamedWithTheirReason() {
    var quorum = quorum(answer(10, 1), new Plan.Break(), answer(20, 1), answer(30, 1));
    quorum.members().get(3).abort();
    simulation.settle();
    var reached = assertInstanceOf(Reached.class, ask(quorum, QuorumRule.atLeast(2)));
    assertEquals(2, reached.failed().size());
    assertEquals("broken voter", ((Reached<?>) reached).failed().getFirst().cause().getMessage());
  }

  @Test
  void aVoterThatAnswersTwiceCountsOnce() {
    var quorum = quorum(new Plan.Answer(10, 1, 5), answer(20, 0), answer(30, 1));
    QuorumResult<Integer> result = ask(quorum, QuorumRule.majority(vote -> vote == 1));
    assertEquals(Duration.ofNanos(30_000), result.elapsed());
    assertEquals(3, result.votes().size());
  }

  @Test
  void weightsDecide() {
    var quorum = quorum(answer(10, 1), answer(20, 1), answer(30, 1));
    var weights = new HashMap<AgentRef<?>, Integer>();
    weights.put(quorum.members().get(0), 1);
    weights.put(quorum.members().get(1), 0);
    weights.put(quorum.members().get(2), 3);
    QuorumResult<Integer> result = ask(quorum, QuorumRule.weighted(weights, 3));
    assertEquals(Duration.ofNanos(30_000), result.elapsed());
    assertTrue(result.isReached());
  }

  @AgentTest(schedules = 200)
  void liarsCannotChangeWhatHonestMembersSayAndAreNamed(SimulatedRuntime s) {
    var random = new SplittableRandom(s.seed());
    int f = 1 + random.nextInt(3);
    int n = 3 * f + 1 + random.nextInt(2);
    var members = new ArrayList<AgentRef<Command>>();
    var liars = new ArrayList<AgentRef<?>>();
    for (int i = 0; i < n; i++) {
      boolean lies = i < f;
      Plan plan = new Plan.Answer(1 + random.nextInt(1_000), lies ? 666 : 42, 1);
      members.add(s.agents().spawn(() -> new Voter(plan, new CopyOnWriteArrayList<>())));
      if (lies) {
        liars.add(members.getLast());
      }
    }
    var result =
        Quorum.of(s.agents(), members)
            .<Integer>ask(Command.Question::new, QuorumRule.byzantine(f), DEADLINE)
            .join();
    if (!(result instanceof Reached<Integer> reached)) {
      throw new AssertionError(result);
    }
    assertEquals(42, reached.value());
    assertEquals((n + f) / 2 + 1, reached.inFavour().size());
    assertTrue(liars.containsAll(reached.against().stream().map(Vote::voter).toList()));
    assertEquals(
        reached.votes().stream().filter(vote -> vote.value() == 666).toList(), reached.against());
  }

  @Test
  void tooManyLiarsMakeItImpossibleNotWrong() {
    var quorum = quorum(answer(1, 1), answer(2, 2), answer(3, 1), answer(4, 2));
    assertInstanceOf(Impossible.class, ask(quorum, QuorumRule.byzantine(1)));
  }

  @Test
  void stragglersAreToldAndTheirAnswerIsRejected() {
    var deliveries = new CopyOnWriteArrayList<Delivery>();
    var open = new CopyOnWriteArrayList<Boolean>();
    var kept = new ArrayList<Reply<Integer>>();
    AgentRef<Command> straggler =
        runtime.spawn((context, command) -> {
          switch (command) {
            case Command.Question(var reply) -> kept.add(reply);
            case Command.Farewell() -> {
              open.add(kept.getFirst().isOpen());
              deliveries.add(kept.getFirst().send(1));
            }
            case Command.Due() -> {}
          }
        });
    var quorum =
        Quorum.of(runtime, List.of(voter(answer(1, 1)), straggler))
            .withFarewell(new Command.Farewell());
    assertTrue(ask(quorum, QuorumRule.atLeast(1)).isReached());
    simulation.settle();
    assertEquals(List.of(false), open);
    assertEquals(List.of(Delivery.REJECTED), deliveries);
  }

  @Test
  void hedgingAsksFewAndMoreWhenTheyAreSlow() {
    var quorum =
        quorum(
                new Plan.Silence(),
                answer(10, 1),
                new Plan.Silence(),
                answer(10, 1),
                answer(10, 1),
                answer(10, 1))
            .withHedge(new Hedge(1, Duration.ofMillis(1)));
    QuorumResult<Integer> result = ask(quorum, QuorumRule.atLeast(2));
    assertTrue(result.isReached());
    assertEquals(Duration.ofNanos(1_010_000), result.elapsed(), "three, then two more");
    assertEquals(0, log(quorum.members().get(5)).size(), "the last was not asked");
  }

  @Test
  void hedgingReplacesWhoFailsAtOnce() {
    var quorum =
        quorum(answer(10, 1), new Plan.Fail(20, false), answer(10, 1))
            .withHedge(new Hedge(0, Duration.ofMillis(5)));
    QuorumResult<Integer> result = ask(quorum, QuorumRule.atLeast(2));
    assertTrue(result.isReached());
    assertEquals(Duration.ofNanos(30_000), result.elapsed());
  }

  @Test
  void cancellingTheResultCancelsTheQuestion() {
    var quorum =
        quorum(new Plan.Silence(), new Plan.Silence()).withFarewell(new Command.Farewell());
    Await<QuorumResult<Integer>> await =
        quorum.ask(Command.Question::new, QuorumRule.majority(), DEADLINE);
    simulation.settle();
    assertTrue(await.cancel());
    simulation.settle();
    for (var member : quorum.members()) {
      assertInstanceOf(Command.Farewell.class, log(member).getLast());
    }
  }

  @Test
  void aPredicateThatThrowsOnAVoteFailsThatVoteOnly() {
    var quorum = quorum(answer(10, 0), answer(20, 1), answer(30, 1));
    QuorumResult<Integer> result = ask(quorum, QuorumRule.majority(vote -> 10 / vote == 10));
    assertTrue(result.isReached());
    assertInstanceOf(ArithmeticException.class, result.failed().getFirst().cause());
  }

  @Test
  void aPredicateThatThrowsOnTheTallyFailsTheAwait() {
    var quorum = quorum(answer(10, 0), answer(20, 1));
    var await =
        quorum.ask(
            Command.Question::new,
            QuorumRule.<Integer>when(tally -> {
              throw new UnsupportedOperationException("no such rule");
            }),
            DEADLINE);
    var why = assertThrows(AwaitException.class, await::join);
    assertInstanceOf(UnsupportedOperationException.class, why.getCause());
  }

  @Test
  void aQuestionThatCannotBeMadeIsTheAskersErrorAndAsksNobody() {
    var quorum = quorum(answer(10, 0), answer(20, 1)).withFarewell(new Command.Farewell());
    var made = new AtomicInteger();
    var broken =
        assertThrows(
            IllegalStateException.class,
            () ->
                quorum.<Integer>ask(
                    reply -> {
                      if (made.incrementAndGet() == 2) {
                        throw new IllegalStateException("no question");
                      }
                      return new Command.Question(reply);
                    },
                    QuorumRule.majority(),
                    DEADLINE));
    assertEquals("no question", broken.getMessage());
    simulation.settle();
    assertInstanceOf(Command.Farewell.class, log(quorum.members().getFirst()).getLast());
  }

  @Test
  void handlerAgentsGoOnWithTheResultInATurnOfTheirOwn() {
    var quorum = quorum(answer(10, 1), answer(20, 1), answer(30, 1));
    AgentRef<Reply<Boolean>> asker =
        runtime.spawn((context, reply) ->
            context.await(
                quorum.<Integer>ask(Command.Question::new, QuorumRule.majority(), DEADLINE),
                result -> reply.send(result.isReached())));
    assertTrue(asker.<Boolean>ask(reply -> reply, Duration.ofSeconds(1)).join());
  }

  /** What of a result may be told to others: a failure's exception stays where it is. */
  private record Outcome(boolean reached, @Val List<AgentRef<?>> failed) {
    static Outcome of(QuorumResult<Integer> result) {
      return new Outcome(
          result.isReached(), List.copyOf(result.failed().stream().map(f -> f.voter()).toList()));
    }
  }

  private static Await<QuorumResult<Integer>> askAMajority(
      AgentRuntime runtime,
      AgentRef<Reply<Integer>> one,
      AgentRef<Reply<Integer>> two,
      AgentRef<Reply<Integer>> three) {
    return Quorum.of(runtime, List.of(one, two, three))
        .ask(reply -> reply, QuorumRule.majority(), Duration.ofMinutes(1));
  }

  @Test
  void aFullMemberNeitherParksNorBlocksWhoAsks() throws InterruptedException {
    try (var real = AgentRuntime.start()) {
      var busy = new CountDownLatch(1);
      var open = new CountDownLatch(1);
      AgentRef<Reply<Integer>> full =
          real.spawn(
              real.defaultConfig().withCapacity(1).withBlocking(),
              (context, reply) -> {
                busy.countDown();
                open.await();
              });
      full.signal(real.<Integer>promise(DEADLINE).reply());
      busy.await(); // from here on it takes nothing out of its mailbox
      while (full.trySignal(real.<Integer>promise(DEADLINE).reply()) != Delivery.REJECTED) {}
      AgentRef<Reply<Integer>> good = real.spawn((context, reply) -> reply.send(7));
      AgentRef<Reply<Integer>> fine = real.spawn((context, reply) -> reply.send(8));
      AgentRef<Reply<Outcome>> handler =
          real.spawn((context, reply) ->
              context.onAnswer(
                  askAMajority(real, full, good, fine), result -> reply.send(Outcome.of(result))));
      AgentRef<Reply<Outcome>> loop =
          real.spawn(
              (AgentLoop<Reply<Outcome>>)
                  mailbox ->
                      mailbox
                          .receive()
                          .send(Outcome.of(askAMajority(real, full, good, fine).join())));
      for (var asker : List.of(handler, loop)) {
        Outcome outcome = asker.<Outcome>ask(reply -> reply, Duration.ofSeconds(30)).join();
        assertEquals(new Outcome(true, List.of(full)), outcome);
      }
      open.countDown();
    }
  }

  @Test
  void badInputIsRefusedInWords() {
    var three = quorum(answer(1, 1), answer(1, 1), answer(1, 1));
    var member = three.members().getFirst();
    refused("a quorum has no members", () -> Quorum.of(runtime, List.<AgentRef<Command>>of()));
    refused("twice", () -> Quorum.of(runtime, List.of(member, member)));
    refused("number of votes needed is 0", () -> QuorumRule.atLeast(0));
    refused("number of votes needed is -1", () -> QuorumRule.atLeast(-1));
    refused("number of votes needed is 4", () -> ask(three, QuorumRule.atLeast(4)));
    refused("number of votes needed is 0", () -> QuorumRule.agreement(0));
    refused("number of votes needed is 4", () -> ask(three, QuorumRule.agreement(4)));
    refused("number of faulty members is 0", () -> QuorumRule.byzantine(0));
    refused(
        "3 members cannot tolerate 1 faulty; allowed: 4",
        () -> ask(three, QuorumRule.byzantine(1)));
    refused("weight of " + member, () -> QuorumRule.weighted(Map.of(member, -1), 1));
    refused("weight needed is 0", () -> QuorumRule.weighted(Map.of(member, 1), 0));
    refused("weight needed is 2", () -> QuorumRule.weighted(Map.of(member, 1), 2));
    refused("has no weight", () -> ask(three, QuorumRule.weighted(Map.of(member, 1), 1)));
    var four = new HashMap<AgentRef<?>, Integer>();
    three.members().forEach(each -> four.put(each, 1));
    four.put(voter(answer(1, 1)), 1);
    refused("are not members", () -> ask(three, QuorumRule.weighted(four, 1)));
    refused("number of extra members is -1", () -> new Hedge(-1, DEADLINE));
    refused("hedging step is PT0S", () -> new Hedge(0, Duration.ZERO));
    for (var deadline : List.of(Duration.ZERO, Duration.ofMillis(-1))) {
      refused(
          "deadline of a quorum is " + deadline,
          () -> three.ask(Command.Question::new, QuorumRule.majority(), deadline));
    }
    IntStream.range(0, 3).forEach(i -> assertEquals(0, log(three.members().get(i)).size()));
  }

  private static void refused(String words, Runnable call) {
    var why = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(String.valueOf(why.getMessage()).contains(words), why::getMessage);
  }
}

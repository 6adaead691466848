package io.leanagentic.examples.guide;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.Reply;
import io.leanagentic.orchestration.Hedge;
import io.leanagentic.orchestration.Quorum;
import io.leanagentic.orchestration.QuorumResult;
import io.leanagentic.orchestration.QuorumRule;
import io.leanagentic.orchestration.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Questions to several agents, of which some must agree. */
final class Voting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Voting() {}

  // region message
  sealed interface Message {}

  /** May this order be placed? */
  record Approve(int amount, Reply<Boolean> vote) implements Message {}

  /** Which price do you know? */
  record Price(Reply<Integer> price) implements Message {}

  /** The answer is not needed any more. */
  record NeverMind() implements Message {}

  // endregion

  // region reviewer
  /** Approves up to a limit, and knows one price. */
  private static AgentRef<Message> reviewer(AgentRuntime runtime, int limit) {
    return runtime.spawn((context, message) -> {
      switch (message) {
        case Approve(int amount, var vote) -> vote.send(amount <= limit);
        case Price(var price) -> price.send(limit);
        case NeverMind() -> {}
      }
    });
  }

  // endregion

  /** Understands every question and answers none. */
  private static AgentRef<Message> silent(AgentRuntime runtime) {
    return runtime.spawn((context, message) -> {});
  }

  private static List<AgentRef<Message>> reviewers(AgentRuntime runtime, int... limits) {
    return IntStream.of(limits).mapToObj(limit -> reviewer(runtime, limit)).toList();
  }

  static String majority(int amount) {
    try (var runtime = AgentRuntime.start()) {
      var reviewers = reviewers(runtime, 100, 100, 1_000, 1_000, 1_000);
      // region majority
      var quorum = Quorum.of(runtime, reviewers);
      QuorumResult<Boolean> result =
          quorum
              .<Boolean>ask(
                  vote -> new Approve(amount, vote),
                  QuorumRule.majority(yes -> yes),
                  Duration.ofSeconds(5))
              .join();
      String said =
          switch (result) {
            case QuorumResult.Reached<Boolean> yes -> yes.inFavour().size() + " approve";
            case QuorumResult.Impossible<Boolean> no -> "refused";
            case QuorumResult.TimedOut<Boolean> late -> late.missing() + " did not answer";
          };
      // endregion
      return said;
    }
  }

  // region rules
  static Map<String, QuorumRule<Boolean>> rules(
      AgentRef<Message> chief, AgentRef<Message> deputy, AgentRef<Message> clerk) {
    return Map.of(
        "more than half", QuorumRule.majority(yes -> yes),
        "two thirds", QuorumRule.supermajority(yes -> yes),
        "all", QuorumRule.unanimous(yes -> yes),
        "two", QuorumRule.atLeast(2, yes -> yes),
        "two answers, whichever", QuorumRule.atLeast(2),
        "two that are equal", QuorumRule.agreement(2),
        "weight of 3", QuorumRule.weighted(Map.of(chief, 2, deputy, 2, clerk, 1), 3, yes -> yes));
  }

  // endregion

  static List<String> ruled(int limitOfChief, int limitOfDeputy, int limitOfClerk) {
    try (var runtime = AgentRuntime.start()) {
      var all = reviewers(runtime, limitOfChief, limitOfDeputy, limitOfClerk);
      var quorum = Quorum.of(runtime, all);
      return rules(all.get(0), all.get(1), all.get(2)).entrySet().stream()
          .filter(rule ->
              quorum
                  .<Boolean>ask(vote -> new Approve(50, vote), rule.getValue(), PATIENCE)
                  .join()
                  .isReached())
          .map(Map.Entry::getKey)
          .sorted()
          .toList();
    }
  }

  static int predicate() {
    try (var runtime = AgentRuntime.start()) {
      var quorum = Quorum.of(runtime, reviewers(runtime, 10, 20, 30, 40, 50));
      // region predicate
      QuorumRule<Integer> twoHighPrices =
          QuorumRule.when(
              tally -> tally.votes().stream().filter(vote -> vote.value() > 25).count() >= 2);
      // endregion
      return quorum.<Integer>ask(Price::new, twoHighPrices, PATIENCE).join().votes().size();
    }
  }

  static List<Integer> early() {
    try (var runtime = AgentRuntime.start()) {
      List<AgentRef<Message>> members = new ArrayList<>(reviewers(runtime, 1, 1, 1));
      members.add(silent(runtime));
      members.add(silent(runtime));
      // region early
      var refused =
          Quorum.of(runtime, members) // three vote against it, two never answer
              .<Boolean>ask(
                  vote -> new Approve(500, vote), QuorumRule.majority(yes -> yes), PATIENCE)
              .join(); // Impossible at once: three of five would be needed
      // endregion
      return List.of(refused.votes().size(), refused.missing().size());
    }
  }

  static List<Integer> deadline() {
    try (var runtime = AgentRuntime.start()) {
      var members = List.of(reviewer(runtime, 10), silent(runtime), silent(runtime));
      // region deadline
      var result =
          Quorum.of(runtime, members)
              .<Integer>ask(Price::new, QuorumRule.majority(), Duration.ofMillis(200))
              .join(); // TimedOut, after 200 ms, with the one vote that came
      // endregion
      return List.of(result.votes().size(), result.missing().size(), result.failed().size());
    }
  }

  // region straggler
  /** Thinks for long, and stops when the answer is no longer needed. */
  static final class Thinker implements Behavior<Message> {
    private final CountDownLatch spared;

    Thinker(CountDownLatch spared) {
      this.spared = spared;
    }

    @Override
    public void receive(AgentContext<Message> context, Message message) {
      switch (message) {
        case Approve(int amount, var vote) -> think(vote);
        case Price(var price) -> think(price);
        case NeverMind() -> spared.countDown(); // let go of what was kept for the answer
      }
    }

    private static void think(Reply<?> reply) {
      if (reply.isOpen()) { // worth a look before each costly step
        IO.println("thinking");
      }
    }
  }

  // endregion

  static boolean stragglers() throws InterruptedException {
    var spared = new CountDownLatch(1);
    try (var runtime = AgentRuntime.start()) {
      List<AgentRef<Message>> members = new ArrayList<>(reviewers(runtime, 10, 20));
      members.add(runtime.spawn("thinker", () -> new Thinker(spared)));
      // region farewell
      var quorum = Quorum.of(runtime, members).withFarewell(new NeverMind());
      var first = quorum.<Integer>ask(Price::new, QuorumRule.atLeast(2), PATIENCE).join();
      // The thinker's reply is closed, and it has got a NeverMind.
      // endregion
      return first.isReached() && spared.await(30, TimeUnit.SECONDS);
    }
  }

  static QuorumResult<Integer> hedged() {
    try (var runtime = AgentRuntime.start()) {
      List<AgentRef<Message>> members = new ArrayList<>();
      members.add(silent(runtime));
      members.addAll(reviewers(runtime, 10, 20, 30));
      members.add(silent(runtime));
      // region hedged
      var quorum =
          Quorum.of(runtime, members) // 5, the first of which does not answer
              .withHedge(new Hedge(1, Duration.ofMillis(5)));
      var result = quorum.<Integer>ask(Price::new, QuorumRule.atLeast(2), PATIENCE).join();
      // 2 + 1 were asked at first: two answers are enough, and two members had no work at all.
      // endregion
      return result;
    }
  }

  static List<String> byzantine() {
    try (var runtime = AgentRuntime.start()) {
      var members = reviewers(runtime, 42, 666, 42, 42);
      // region byzantine
      var result =
          Quorum.of(runtime, members) // 4 members stand 1 liar: 3f + 1
              .<Integer>ask(Price::new, QuorumRule.byzantine(1), PATIENCE)
              .join();
      var said = new ArrayList<String>();
      if (result instanceof QuorumResult.Reached<Integer> agreed) {
        said.add("the price is " + agreed.value());
        for (Vote<Integer> lie : agreed.against()) {
          said.add(lie.voter().name() + " said " + lie.value());
        }
      }
      // endregion
      return said;
    }
  }

  // region handler
  /** Places orders that a majority approves; handles other messages meanwhile. */
  static final class Desk implements Behavior<Desk.Order> {
    /** Buy for so much. */
    record Order(int amount, Reply<Boolean> placed) {}

    private final Quorum<Message> reviewers;

    Desk(Quorum<Message> reviewers) {
      this.reviewers = reviewers;
    }

    @Override
    public void receive(AgentContext<Order> context, Order order) {
      context.onAnswer(
          reviewers.<Boolean>ask(
              vote -> new Approve(order.amount(), vote),
              QuorumRule.supermajority(yes -> yes),
              Duration.ofSeconds(5)),
          result -> order.placed().send(result.isReached()));
    }
  }

  // endregion

  static List<Boolean> handler() {
    try (var runtime = AgentRuntime.start()) {
      var quorum = Quorum.of(runtime, reviewers(runtime, 100, 100, 1_000));
      AgentRef<Desk.Order> desk = runtime.spawn("desk", () -> new Desk(quorum));
      return IntStream.of(50, 500, 5_000)
          .mapToObj(amount ->
              desk.<Boolean>ask(placed -> new Desk.Order(amount, placed), PATIENCE).join())
          .toList();
    }
  }
}

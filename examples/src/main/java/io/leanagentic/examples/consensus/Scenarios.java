package io.leanagentic.examples.consensus;

import io.leanagentic.capability.Val;
import io.leanagentic.examples.consensus.Seat.Condition;
import io.leanagentic.orchestration.Hedge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws what happens in each round from a seed. */
final class Scenarios {

  static final int FEWEST = 7;
  static final int MOST = 100;

  /** How many of ten nodes say yes, on average. */
  private static final int YES_OF_TEN = 8;

  /** Long enough for every machine: only the round about it ends by its deadline. */
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private static final Duration SHORT = Duration.ofMillis(100);

  /** Between one vote and the next. */
  private static final long GAP_MILLIS = 3;

  private static final Duration STEP = Duration.ofMillis(10);

  private final int nodes;
  private final SplittableRandom random;

  private Scenarios(int nodes, long seed) {
    this.nodes = nodes;
    this.random = new SplittableRandom(seed);
  }

  /** The rounds of {@code nodes} nodes, always the same for one seed. */
  static List<Scenario> draw(int nodes, long seed) {
    var draw = new Scenarios(nodes, seed);
    return List.of(
        draw.majority(),
        draw.supermajority(),
        draw.crashed(),
        draw.byzantine(),
        draw.timeout(),
        draw.hedged());
  }

  // region scenarios
  private Scenario majority() {
    Terms terms = Terms.of(Terms.Kind.MAJORITY_SAYS_YES);
    String text = "a majority, %d of %d, must say yes".formatted(nodes / 2 + 1, nodes);
    return round("Simple majority", "Does release 7 go live?", text, terms, opinions(), AMPLE);
  }

  private Scenario supermajority() {
    Terms terms = Terms.of(Terms.Kind.TWO_THIRDS_SAY_YES);
    String text = "two thirds, %d of %d, must say yes".formatted((2 * nodes + 2) / 3, nodes);
    return round("Supermajority", "Do we change the rules?", text, terms, opinions(), AMPLE);
  }

  private Scenario crashed() {
    Terms terms = Terms.of(Terms.Kind.MAJORITY_SAYS_YES);
    String text = "%d of %d must say yes, and two are dead".formatted(nodes / 2 + 1, nodes);
    @Val List<Seat> seats = some(2, Condition.CRASHED, opinions());
    return round("Two crashed", "Is node-1 still the leader?", text, terms, seats, AMPLE);
  }

  private Scenario byzantine() {
    int faulty = (nodes - 1) / 3;
    var terms = new Terms(Terms.Kind.AGREEMENT_DESPITE_LIARS, faulty);
    String text =
        "%d must say the same: stands %d liars; two lie".formatted(2 * faulty + 1, faulty);
    String truth = amount();
    @Val
    List<Seat> seats =
        some(2, Condition.LIAR, seats(truth)).stream()
            .map(seat -> seat.condition() == Condition.LIAR ? lie(seat) : seat)
            .toList();
    return round("Two Byzantine", "What is the balance?", text, terms, seats, AMPLE);
  }

  private Scenario timeout() {
    Terms terms = Terms.of(Terms.Kind.MAJORITY_ANSWERS);
    int cut = nodes - nodes / 2;
    String text =
        "%d of %d must answer in %d ms, and %d are cut off"
            .formatted(nodes / 2 + 1, nodes, SHORT.toMillis(), cut);
    @Val List<Seat> seats = some(cut, Condition.CUT_OFF, seats(amount()));
    return round("A timeout", "Which entry is the last?", text, terms, seats, SHORT);
  }

  private Scenario hedged() {
    var terms = new Terms(Terms.Kind.SOME_ANSWER, 3);
    String text = "any 3 answers; 3 + 1 are asked, then more";
    return new Scenario(
        "Hedging",
        "Which is the newest version?",
        text,
        terms,
        seats(amount()),
        Optional.of(new Hedge(1, STEP)),
        AMPLE);
  }

  // endregion

  private static Scenario round(
      String title,
      String question,
      String text,
      Terms terms,
      @Val List<Seat> seats,
      Duration deadline) {
    return new Scenario(title, question, text, terms, seats, Optional.empty(), deadline);
  }

  /** Honest nodes that say yes or no. */
  @Val
  private List<Seat> opinions() {
    return seats("").stream()
        .map(seat -> seat.saying(random.nextInt(10) < YES_OF_TEN ? "yes" : "no", seat.thinks()))
        .toList();
  }

  /** Honest nodes that all say {@code vote}, each after a time of its own. */
  @Val
  private List<Seat> seats(String vote) {
    var order = new ArrayList<>(IntStream.rangeClosed(1, nodes).boxed().toList());
    shuffle(order);
    return IntStream.range(0, nodes)
        .mapToObj(i ->
            new Seat(
                "node-" + (i + 1),
                Condition.HONEST,
                vote,
                Duration.ofMillis(GAP_MILLIS * order.get(i))))
        .toList();
  }

  /** Some of {@code seats}, but not the first, which asks, are of another condition. */
  @Val
  private List<Seat> some(int count, Condition condition, @Val List<Seat> seats) {
    var order = new ArrayList<>(IntStream.range(1, nodes).boxed().toList());
    shuffle(order);
    var changed = new ArrayList<>(seats);
    for (int i : order.subList(0, count)) {
      changed.set(i, seats.get(i).as(condition));
    }
    return List.copyOf(changed);
  }

  /** Liars are quick, and no two say the same. */
  private Seat lie(Seat seat) {
    return seat.saying(amount(), Duration.ofMillis(1));
  }

  private String amount() {
    return Integer.toString(random.nextInt(1_000, 10_000));
  }

  private void shuffle(List<Integer> list) {
    Collections.shuffle(list, Random.from((RandomGenerator) random));
  }
}

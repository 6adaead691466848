package io.leanagentic.testkit;

import io.leanagentic.capability.Val;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * How a simulation picks which of the ready agents runs next. Each strategy, with a seed, gives one
 * schedule; other seeds give others.
 */
@Val
public final class Strategy {
  private static final String ALLOWED =
      "random, round-robin, pct:<depth>, exhaustive, exhaustive:unreduced";

  private final String text;
  private final int depth; // of PCT; 0 for another strategy

  private Strategy(String text, int depth) {
    this.text = text;
    this.depth = depth;
  }

  /** Each ready agent is as likely as any other. */
  public static Strategy random() {
    return new Strategy("random", 0);
  }

  /** Agents run in the order in which they became ready. The seed plays no part. */
  public static Strategy roundRobin() {
    return new Strategy("round-robin", 0);
  }

  /**
   * Probabilistic concurrency testing: each agent has a random priority, the highest ready one
   * runs, and at {@code depth - 1} random turns the agent that would run falls below all others.
   * Finds a bug that needs {@code depth} orderings with a known least probability, so it is better
   * than {@link #random} at bugs that need one agent to be late for long.
   *
   * <p>Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic
   * Guarantees of Finding Bugs, ASPLOS 2010.
   *
   * @param depth 1 to 100
   */
  public static Strategy pct(int depth) {
    if (depth < 1 || depth > 100) {
      throw new IllegalArgumentException("depth of pct is " + depth + "; allowed: 1 to 100");
    }
    return new Strategy("pct:" + depth, depth);
  }

  /**
   * All schedules of a small system, one after the other, but only one of those that differ merely
   * in the order of turns that do not depend on each other: of different agents, of which neither
   * sends to the other, nor both to a third, nor both {@linkplain SimulatedRuntime#touch touch} the
   * same thing. So a test that holds in all of these holds in every schedule.
   *
   * <p>What is not known to be independent is taken as dependent: turns of loop and blocking
   * agents, of slow agents, and calls. What agents share besides messages is not seen: channels,
   * promises that they complete for each other, leases, objects of the test. Have their turns touch
   * it, or use {@link #exhaustiveUnreduced}. Nor is it seen which of two far agents of a cycle of
   * waits closes it.
   *
   * <p>Sleep sets: Godefroid, Partial-Order Methods for the Verification of Concurrent Systems,
   * LNCS 1032, 1996.
   */
  public static Strategy exhaustive() {
    return new Strategy("exhaustive", 0);
  }

  /** All schedules of a very small system, each of them. */
  public static Strategy exhaustiveUnreduced() {
    return new Strategy("exhaustive:unreduced", 0);
  }

  boolean isExhaustive() {
    return text.startsWith("exhaustive");
  }

  /** A search through all schedules; only for the exhaustive ones. */
  Exploration exploration(long most) {
    if (!isExhaustive()) {
      throw new IllegalArgumentException(
          "strategy is '" + text + "'; allowed: exhaustive, exhaustive:unreduced");
    }
    return new Exploration(text.equals("exhaustive"), most);
  }

  /**
   * The strategy that {@link #toString} describes as {@code text}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Strategy parse(String text) {
    return switch (Objects.requireNonNull(text, "text")) {
      case "random" -> random();
      case "round-robin" -> roundRobin();
      case "exhaustive" -> exhaustive();
      case "exhaustive:unreduced" -> exhaustiveUnreduced();
      default -> {
        if (text.matches("pct:\\d{1,9}")) {
          yield pct(Integer.parseInt(text.substring("pct:".length())));
        }
        throw new IllegalArgumentException("strategy is '" + text + "'; allowed: " + ALLOWED);
      }
    };
  }

  /** A chooser for one run of about {@code turns} turns. */
  Chooser chooser(SplittableRandom random, long turns) {
    if (isExhaustive()) {
      return exploration(1); // the first of them
    }
    return depth > 0
        ? new PctChooser(random, depth, turns)
        : text.equals("random") ? (ready, _) -> random.nextInt(ready.size()) : (_, _) -> 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Strategy strategy && strategy.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

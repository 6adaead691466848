package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;

/**
 * An arbiter tells one of many smokers to smoke. The smoker answers that it has begun, then is
 * busy; meanwhile the arbiter chooses the next one. The result is the sum of what the smokers
 * computed when they were busy, each times the smoker's number.
 *
 * <p>Other than published, who is busy computes numbers of the suite's generator, because threads
 * get in each other's way at the one of {@link Math#random}.
 *
 * @param rounds how often somebody smokes
 * @param smokers how many
 */
public record Smokers(int rounds, int smokers) implements Problem {
  private static final int RANGE = 1000;
  private static final int LEAST = 10;

  /** Chooses who smokes, and how long. */
  public PseudoRandom random() {
    return new PseudoRandom((long) rounds * smokers);
  }

  /** Who smokes next; comes before {@link #steps}. */
  public int smoker(PseudoRandom random) {
    return random.nextInt(smokers);
  }

  /** How long somebody smokes. */
  public static int steps(PseudoRandom random) {
    return random.nextInt(RANGE) + LEAST;
  }

  /** {@code smoker} is busy; returns the part of the result that this adds. */
  public static long smoke(int smoker, int steps) {
    return smoker * PseudoRandom.busy(steps);
  }

  @Override
  public String name() {
    return "cigarette smokers";
  }

  @Override
  public String size() {
    return sized(smokers, "smokers, ") + sized(rounds, "rounds");
  }

  @Override
  public long expected() {
    var random = random();
    long sum = 0;
    for (int i = 0; i < rounds; i++) {
      int smoker = smoker(random);
      sum += smoke(smoker, steps(random));
    }
    return sum;
  }

  @Override
  public OptionalLong inOneThread() {
    return OptionalLong.of(expected());
  }
}

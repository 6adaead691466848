package io.leanagentic.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds few context switches with which a test still fails. */
final class Shrinker {
  /*
   * Two searches take turns. One takes switches away from a schedule that fails, first many at once, until each of those
   * left is needed. In a schedule full of switches that ends early, because pairs of them belong together. So the other
   * looks for schedules that fail and have few switches from the start, at random moments.
   *
   * References
   *   Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, TSE 2002
   */
  private static final int MOST_SPARSE = 2_000;

  private final Attempts attempts;
  private int runs;

  /**
   * Runs the test again. If it fails as it should, each method returns the switches that took
   * place.
   */
  interface Attempts {
    /** With the given switches. */
    Optional<List<Switch>> replay(List<Switch> switches);

    /** With a switch at the given share of turns, drawn from {@code seed}. */
    Optional<List<Switch>> sparse(long seed, double share);

    /** How many turns the first run had, 1 or more. */
    long turns();

    /** Whether the runs so far took long enough. */
    boolean isEnough();
  }

  Shrinker(Attempts attempts) {
    this.attempts = attempts;
  }

  /** The fewest switches found; {@code failing} is known to fail. */
  List<Switch> shrink(List<Switch> failing) {
    Optional<List<Switch>> none = replay(List.of());
    if (none.isPresent()) {
      return none.get();
    }
    List<Switch> least = reduced(failing);
    for (int seed = 0; seed < MOST_SPARSE && least.size() > 1 && !attempts.isEnough(); seed++) {
      double share = (double) least.size() / attempts.turns() / (1 + seed % 3);
      runs++;
      Optional<List<Switch>> other = attempts.sparse(seed, Math.min(0.5, share));
      if (other.isPresent()) {
        List<Switch> candidate = reduced(other.get());
        if (candidate.size() < least.size()) {
          least = candidate;
        }
      }
    }
    return least;
  }

  int runs() {
    return runs;
  }

  /** Takes away what is not needed. */
  private List<Switch> reduced(List<Switch> failing) {
    List<Switch> least = failing;
    int parts = 2;
    while (least.size() >= 2 && !attempts.isEnough()) {
      Optional<List<Switch>> smaller = withoutOnePart(least, Math.min(parts, least.size()));
      if (smaller.isPresent()) {
        least = smaller.get();
        parts = Math.max(2, parts - 1);
      } else if (parts >= least.size()) {
        break;
      } else {
        parts *= 2;
      }
    }
    return least;
  }

  private Optional<List<Switch>> withoutOnePart(List<Switch> from, int parts) {
    for (int part = 0; part < parts && !attempts.isEnough(); part++) {
      int begin = (int) ((long) from.size() * part / parts);
      int end = (int) ((long) from.size() * (part + 1) / parts);
      var rest = new ArrayList<>(from.subList(0, begin));
      rest.addAll(from.subList(end, from.size()));
      Optional<List<Switch>> took = replay(rest);
      if (took.isPresent() && took.get().size() < from.size()) {
        return took;
      }
    }
    return Optional.empty();
  }

  private Optional<List<Switch>> replay(List<Switch> switches) {
    runs++;
    return attempts.replay(switches);
  }
}

package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Philosophers ask an arbitrator for both forks at once, and ask again when denied. The result is
 * how often they ate.
 *
 * <p>How often they are denied, and so how many messages there are, is up to the schedule.
 *
 * @param philosophers at the table
 * @param rounds that each eats
 */
public record Philosophers(int philosophers, int rounds) implements Problem {
  /** The forks on the table. */
  public static final class Forks {
    private final boolean[] taken;

    private Forks(int forks) {
      taken = new boolean[forks];
    }

    /** Takes both, or none. */
    public boolean take(int philosopher) {
      int right = (philosopher + 1) % taken.length;
      if (taken[philosopher] || taken[right]) {
        return false;
      }
      taken[philosopher] = true;
      taken[right] = true;
      return true;
    }

    /** Gives both back. */
    public void putBack(int philosopher) {
      int right = (philosopher + 1) % taken.length;
      if (!taken[philosopher] || !taken[right]) {
        throw new IllegalStateException("philosopher " + philosopher + " has no forks");
      }
      taken[philosopher] = false;
      taken[right] = false;
    }
  }

  /** All forks, on the table. */
  public Forks forks() {
    return new Forks(philosophers);
  }

  @Override
  public String name() {
    return "dining philosophers";
  }

  @Override
  public String size() {
    return sized(philosophers, "philosophers, ") + sized(rounds, "rounds");
  }

  @Override
  public long expected() {
    return (long) philosophers * rounds;
  }
}

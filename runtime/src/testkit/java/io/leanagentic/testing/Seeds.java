package io.leanagentic.testing;

import java.util.stream.LongStream;

/**
 * Seeds to run a test with. {@code -Dleanagentic.seed=17} runs it with that one only, {@code
 * -Dleanagentic.seeds=10000} with the first 10000.
 */
public final class Seeds {
  private Seeds() {}

  /** What is run for one seed. */
  @FunctionalInterface
  public interface Body {
    /** Runs with {@code seed}. */
    void run(long seed) throws Exception;
  }

  /** Runs {@code body} for {@code usual} seeds; a failure names its seed. */
  public static void each(int usual, Body body) {
    Long one = Long.getLong("leanagentic.seed");
    int count = Integer.getInteger("leanagentic.seeds", usual);
    LongStream.iterate(1, seed -> seed + 1)
        .limit(count)
        .filter(seed -> one == null || seed == 1)
        .map(seed -> one == null ? seed : one)
        .forEach(seed -> {
          try {
            body.run(seed);
          } catch (Exception | AssertionError e) {
            throw new AssertionError(
                "seed " + seed + ": " + e + "\nrerun: -Dleanagentic.seed=" + seed, e);
          }
        });
  }
}

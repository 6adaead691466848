package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * A teller orders transfers between accounts; an account that gives waits until the other has
 * received, and does nothing else meanwhile. The result is the money in all accounts at the end.
 *
 * <p>Other than published, amounts are whole numbers, so that the sum is exact.
 *
 * @param accounts how many
 * @param transfers between them
 */
public record Bank(int accounts, int transfers) implements Problem {
  /** In each account at first. */
  public static final long BALANCE = 1_000_000_000;

  private static final long SEED = 123_456;
  private static final int MOST = 1000;

  /**
   * An order: from a lower to a higher account, so that no accounts wait for each other in a
   * circle.
   */
  public record Transfer(int from, int to, int amount) {}

  /** Draws the next order. */
  public Transfer next(PseudoRandom random) {
    int from = random.nextInt(accounts / 10 * 8);
    int distance = Math.max(1, random.nextInt(accounts - from));
    return new Transfer(from, from + distance, 1 + random.nextInt(MOST));
  }

  /** Where orders are drawn from. */
  public PseudoRandom random() {
    return new PseudoRandom(SEED);
  }

  @Override
  public String name() {
    return "bank transaction";
  }

  @Override
  public String size() {
    return sized(accounts, "accounts, ") + sized(transfers, "transfers");
  }

  @Override
  public long expected() {
    return BALANCE * accounts;
  }
}

package io.leanagentic.orchestration;

import java.time.Duration;

/**
 * Asking few members at first: as many as the rule needs, and {@code extra} ones. A member that
 * fails or votes against is replaced at once; whenever {@code step} passes without a decision, one
 * more than {@code extra} are asked.
 *
 * @param extra how many more than needed are asked at first; 0 or more
 * @param step how long to wait before more are asked; more than zero
 */
public record Hedge(int extra, Duration step) {

  /** Checks the values. */
  public Hedge {
    if (extra < 0) {
      throw new IllegalArgumentException(
          "number of extra members is " + extra + "; allowed: 0 or more");
    }
    if (!step.isPositive()) {
      throw new IllegalArgumentException("hedging step is " + step + "; allowed: more than zero");
    }
  }
}

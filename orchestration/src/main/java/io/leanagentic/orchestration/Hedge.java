package io.leanagentic.orchestration;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.attempt.Hedging;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * Asking few members at first: as many as the rule needs, and {@code extra} ones. A member that
 * fails or votes against is replaced at once; whenever {@code step} passes without a decision, one
 * more than {@code extra} are asked. Of a {@link Quorum} it hedges the members; {@link #run} hedges
 * anything that can be begun more than once.
 *
 * @param extra how many more than needed are asked at first; 0 or more
 * @param step how long to wait before more are asked; more than zero
 */
public record Hedge(int extra, Duration step) {

  /** Checks the values. */
  public Hedge {
    Objects.requireNonNull(step, "step");
    if (extra < 0) {
      throw new IllegalArgumentException(
          "number of extra members is " + extra + "; allowed: 0 or more");
    }
    if (!step.isPositive()) {
      throw new IllegalArgumentException("hedging step is " + step + "; allowed: more than zero");
    }
  }

  /**
   * Begins one attempt and {@code extra} ones, and returns at once; a further one when a step has
   * passed without an answer, or the last one has failed. Ends with the first answer, which cancels
   * the other attempts, with the last failure, or at the deadline with an {@link
   * AwaitTimeoutException}. A cancel ends all of them.
   *
   * <pre>{@code
   * Await<Quote> quote =
   *     new Hedge(0, Duration.ofMillis(200))
   *         .run(runtime, 3, Duration.ofSeconds(2), left -> market.ask(Best::new, left));
   * }</pre>
   *
   * @param most how many attempts at most; 1 or more
   * @param deadline for all of them, by the runtime's clock; more than zero
   * @param attempt begins one; gets the time that is left; runs in any thread. What it throws is a
   *     failure of that attempt
   */
  public <R> Await<R> run(
      AgentRuntime runtime,
      int most,
      Duration deadline,
      @Val Function<? super Duration, ? extends Await<R>> attempt) {
    return new Hedging<>(this, most, runtime, deadline, attempt).attempt(1).within(deadline);
  }
}

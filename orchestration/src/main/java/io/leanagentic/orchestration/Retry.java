package io.leanagentic.orchestration;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.capability.Val;
import io.leanagentic.orchestration.internal.attempt.Retrying;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Trying again what failed, with a wait before each further attempt, until a deadline.
 *
 * <pre>{@code
 * Await<String> reply =
 *     Retry.of(4).run(runtime, Duration.ofSeconds(10), left -> model.ask(Prompt::new, left));
 * }</pre>
 *
 * <p>A value: it may be shared, and used again.
 *
 * @param attempts how many at most; 1 or more
 * @param minBackoff the wait before the second attempt; doubles with each further one
 * @param maxBackoff the longest wait
 * @param jitter share of the wait that is random, 0.0 to 1.0, so that callers that failed together
 *     do not return together
 * @param retriable which failures are worth another attempt
 * @param advice the wait that a failure asks for, such as that of {@code Retry-After}; empty for
 *     the back-off
 */
public record Retry(
    int attempts,
    Duration minBackoff,
    Duration maxBackoff,
    double jitter,
    @Val Predicate<? super Throwable> retriable,
    @Val Function<? super Throwable, Optional<Duration>> advice) {

  /** Checks the values. */
  public Retry {
    Objects.requireNonNull(retriable, "retriable");
    Objects.requireNonNull(advice, "advice");
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "number of attempts is " + attempts + "; allowed: 1 or more");
    }
    Objects.requireNonNull(minBackoff, "minBackoff");
    Objects.requireNonNull(maxBackoff, "maxBackoff");
    if (minBackoff.isNegative()
        || maxBackoff.compareTo(minBackoff) < 0
        || maxBackoff.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "back-off is "
              + minBackoff
              + " to "
              + maxBackoff
              + "; allowed: zero or more, rising, up to "
              + MOST.toDays()
              + " days");
    }
    if (!(jitter >= 0.0 && jitter <= 1.0)) {
      throw new IllegalArgumentException("jitter is " + jitter + "; allowed: 0.0 to 1.0");
    }
  }

  private static final Duration MOST = Duration.ofDays(365);

  /**
   * At most {@code attempts}, after waits from 100 ms to 10 s, half of which is random; every
   * exception is worth another attempt, except that of a cancelled one.
   */
  public static Retry of(int attempts) {
    return new Retry(
        attempts,
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        0.5,
        failure -> failure instanceof Exception && !(failure instanceof AwaitCancelledException),
        failure -> Optional.empty());
  }

  /** This with other waits. */
  public Retry withBackoff(Duration min, Duration max) {
    return new Retry(attempts, min, max, jitter, retriable, advice);
  }

  /** This with another share of chance. */
  public Retry withJitter(double jitter) {
    return new Retry(attempts, minBackoff, maxBackoff, jitter, retriable, advice);
  }

  /** This for failures that {@code retriable} accepts only. */
  public Retry when(@Val Predicate<? super Throwable> retriable) {
    return new Retry(attempts, minBackoff, maxBackoff, jitter, retriable, advice);
  }

  /** This with the wait that the failure itself asks for, if it does. */
  public Retry withAdvice(@Val Function<? super Throwable, Optional<Duration>> advice) {
    return new Retry(attempts, minBackoff, maxBackoff, jitter, retriable, advice);
  }

  /**
   * Begins the first attempt, and returns at once. Ends with the first answer, with the last
   * failure, or with an {@link AwaitTimeoutException} at the deadline; also with the last failure
   * if the wait before the next attempt would last beyond the deadline. A cancel ends the attempt
   * that is under way, or the wait.
   *
   * @param deadline for all attempts together, by the runtime's clock; more than zero
   * @param attempt begins one; gets the time that is left; runs in any thread. What it throws is a
   *     failure of that attempt
   */
  public <R> Await<R> run(
      AgentRuntime runtime,
      Duration deadline,
      @Val Function<? super Duration, ? extends Await<R>> attempt) {
    return new Retrying<>(this, runtime, deadline, attempt).attempt(1).within(deadline);
  }
}

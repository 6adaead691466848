package io.leanagentic.orchestration.internal.attempt;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.orchestration.Retry;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Function;

/** One attempt after the other, with waits in between. */
public final class Retrying<R> {
  private static final int MOST_DOUBLINGS = 30;

  private final Retry rule;
  private final Attempts<R> attempts;

  /** Checks the arguments. */
  public Retrying(
      Retry rule,
      AgentRuntime runtime,
      Duration deadline,
      Function<? super Duration, ? extends Await<R>> attempt) {
    this.rule = rule;
    this.attempts = new Attempts<>(runtime, deadline, attempt);
  }

  /** Begins attempt number {@code n}, from 1. */
  public Await<R> attempt(int n) {
    Await<R> await = attempts.begin();
    return n >= rule.attempts() ? await : await.recover(failure -> again(n, failure));
  }

  private Await<R> again(int n, Throwable failure) {
    Throwable cause =
        failure.getCause() == null ? failure : failure.getCause(); // what was answered
    if (!rule.retriable().test(cause)) {
      return Await.failed(failure);
    }
    Duration wait = rule.advice().apply(cause).orElseGet(() -> backoff(n));
    return wait.compareTo(attempts.left()) >= 0
        ? Await.failed(failure) // to wait for the deadline would change nothing
        : attempts.runtime().after(wait).flatMap(waited -> attempt(n + 1));
  }

  private Duration backoff(int n) {
    double wait = (double) rule.minBackoff().toNanos();
    wait = Math.scalb(wait, Math.min(n - 1, MOST_DOUBLINGS));
    wait = Math.min(wait, (double) rule.maxBackoff().toNanos());
    // From the seed and the clock: the same in each run in virtual time, another for each caller
    // in real time.
    long seed = attempts.runtime().config().seams().seed() ^ attempts.now();
    double share = new SplittableRandom(seed).split().nextDouble();
    return Duration.ofNanos((long) (wait * (1 - rule.jitter() * share)));
  }
}

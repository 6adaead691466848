package io.leanagentic.orchestration.internal.attempt;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Promise;
import io.leanagentic.orchestration.Hedge;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Several attempts at once; the first answer counts. */
public final class Hedging<R> {
  /*
   * Structure
   *   any of [ attempt k, (a step has passed, or attempt k has failed) --> any of [ attempt k + 1, ... ] ]
   *
   *   Whether attempt k has failed is observed, not awaited: the end of that race must not cancel the attempt. The rest
   *   comes first in the list, so that a cancel ends it before the end of attempt k could begin another.
   *
   * Invariants
   *   I1  a cancel begins no further attempt                     AttemptTest.aCancelOfAHedgeCancelsAllAndBeginsNone
   *   I2  the first answer ends the others                       AttemptTest.aHedgeAsksAgainWhenAStepHasPassed
   */
  private final Hedge rule;
  private final int most;
  private final Duration deadline;
  private final Attempts<R> attempts;

  /** Checks the arguments. */
  public Hedging(
      Hedge rule,
      int most,
      AgentRuntime runtime,
      Duration deadline,
      Function<? super Duration, ? extends Await<R>> attempt) {
    if (most < 1) {
      throw new IllegalArgumentException("number of attempts is " + most + "; allowed: 1 or more");
    }
    this.rule = rule;
    this.most = most;
    this.deadline = deadline;
    this.attempts = new Attempts<>(runtime, deadline, attempt);
  }

  /** Begins attempt number {@code n}, from 1, and the following ones when it is time. */
  public Await<R> attempt(int n) {
    Await<R> await = attempts.begin();
    if (n >= most) {
      return await;
    }
    Promise<Boolean> answered = attempts.runtime().promise(deadline);
    await.whenDone((value, failure) -> {
      if (answered.reply().isOpen()) {
        answered.reply().send(value != null);
      }
    });
    Await<Boolean> time = attempts.runtime().after(step(n)).map(waited -> false);
    Await<R> rest =
        Await.race(List.of(time, answered.await()))
            .flatMap(done ->
                done
                    ? Await.failed(new IllegalStateException("an earlier attempt was answered"))
                    : attempt(n + 1));
    return Await.any(List.of(rest, await));
  }

  private Duration step(int n) {
    return n <= rule.extra() ? Duration.ZERO : rule.step();
  }
}

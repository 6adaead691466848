package io.leanagentic.orchestration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.testkit.SimulatedRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retries and hedges, in virtual time. */
@CapUnchecked("attempts note themselves in the lists of the test, all in one thread")
final class AttemptTest {
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final SimulatedRuntime simulation = SimulatedRuntime.start(1);
  private final AgentRuntime runtime = simulation.agents();
  private final List<Promise<String>> begun = new ArrayList<>();
  private final List<Duration> left = new ArrayList<>();

  @AfterEach
  void end() {
    simulation.close();
  }

  private Await<String> attempt(Duration timeLeft) {
    left.add(timeLeft);
    begun.add(runtime.promise(timeLeft));
    return begun.getLast().await();
  }

  private void fail(int attempt) {
    begun.get(attempt).reply().fail(new IllegalStateException("attempt " + attempt));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }

  private static String failureOf(Await<?> await) {
    var failure = assertThrows(AwaitException.class, await::join);
    return Objects.requireNonNull(Objects.requireNonNull(failure.getCause()).getMessage());
  }

  private static Retry steady(int attempts) {
    return Retry.of(attempts).withBackoff(MILLI, MILLI.multipliedBy(3)).withJitter(0);
  }

  @Test
  void aRetryWaitsLongerEachTimeUntilAnAnswerComes() {
    var await = steady(5).run(runtime, SECOND, this::attempt);
    for (int i = 0; i < 4; i++) {
      assertEquals(i + 1, begun.size());
      fail(i);
      simulation.advance(MILLI.multipliedBy(Math.min(i + 1, 3)));
    }
    begun.get(4).reply().send("a");
    assertEquals("a", await.join());
    assertEquals(
        List.of(1000L, 999L, 997L, 994L, 991L), left.stream().map(Duration::toMillis).toList());
  }

  @Test
  void theLastFailureEndsARetry() {
    var await = steady(2).run(runtime, SECOND, this::attempt);
    fail(0);
    simulation.advance(MILLI);
    fail(1);
    assertEquals("attempt 1", failureOf(await));
    assertEquals(2, begun.size());
  }

  @Test
  void aFailureThatIsNotWorthItIsNotRetried() {
    var await =
        steady(3)
            .when(failure -> !"attempt 0".equals(failure.getMessage()))
            .run(runtime, SECOND, this::attempt);
    fail(0);
    assertEquals("attempt 0", failureOf(await));
    var error = steady(3).run(runtime, SECOND, timeLeft -> Await.<String>failed(new Error("no")));
    assertEquals("no", failureOf(error));
  }

  @Test
  void aFailureSaysHowLongToWait() {
    var await =
        steady(3)
            .withAdvice(failure -> Optional.of(Duration.ofMillis(100)))
            .run(runtime, SECOND, this::attempt);
    fail(0);
    simulation.advance(Duration.ofMillis(99));
    assertEquals(1, begun.size());
    simulation.advance(MILLI);
    assertEquals(2, begun.size());
    begun.get(1).reply().send("a");
    assertEquals("a", await.join());
  }

  @Test
  void aWaitBeyondTheDeadlineEndsARetryAtOnce() {
    var await =
        steady(3).withAdvice(failure -> Optional.of(SECOND)).run(runtime, SECOND, this::attempt);
    fail(0);
    assertTrue(await.isDone());
    assertEquals("attempt 0", failureOf(await));
  }

  @Test
  void theDeadlineEndsTheAttemptThatIsUnderWay() {
    Function<Duration, Await<String>> forever =
        timeLeft -> attempt(timeLeft.plus(SECOND)); // longer than it should
    var await = steady(3).run(runtime, SECOND, forever);
    simulation.advance(SECOND);
    assertThrows(AwaitTimeoutException.class, await::join);
    assertFalse(begun.getFirst().reply().isOpen());
  }

  @Test
  void aCancelOfARetryEndsTheAttemptOrTheWait() {
    var during = steady(3).run(runtime, SECOND, this::attempt);
    assertTrue(during.cancel());
    assertFalse(during.cancel());
    assertFalse(begun.getFirst().reply().isOpen());
    var between = steady(3).run(runtime, SECOND, this::attempt);
    fail(1);
    assertTrue(between.cancel());
    simulation.advance(SECOND);
    assertEquals(2, begun.size());
  }

  @Test
  void whatAnAttemptThrowsIsItsFailure() {
    Function<Duration, Await<String>> odd =
        timeLeft -> {
          if (left.isEmpty()) {
            left.add(timeLeft);
            throw new IllegalStateException("odd");
          }
          return attempt(timeLeft);
        };
    var await = steady(3).run(runtime, SECOND, odd);
    simulation.advance(MILLI);
    begun.getFirst().reply().send("a");
    assertEquals("a", await.join());
    assertEquals(
        "the function made no await",
        failureOf(steady(1).run(runtime, SECOND, timeLeft -> AttemptTest.<Await<String>>none())));
  }

  @Test
  void jitterShortensAWait() {
    for (int i = 0; i < 50; i++) {
      begun.clear();
      var await = steady(2).withJitter(1).run(runtime, SECOND, this::attempt);
      fail(0);
      simulation.advance(MILLI);
      assertEquals(2, begun.size());
      await.cancel();
    }
  }

  @Test
  void badRulesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Retry.of(0));
    assertThrows(IllegalArgumentException.class, () -> Retry.of(1).withJitter(1.1));
    assertThrows(IllegalArgumentException.class, () -> Retry.of(1).withJitter(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Retry.of(1).withBackoff(SECOND, MILLI));
    assertThrows(
        IllegalArgumentException.class, () -> Retry.of(1).withBackoff(SECOND.negated(), MILLI));
    assertThrows(
        IllegalArgumentException.class,
        () -> Retry.of(1).withBackoff(MILLI, Duration.ofSeconds(Long.MAX_VALUE)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Retry.of(1).run(runtime, Duration.ZERO, this::attempt));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Hedge(0, MILLI).run(runtime, 0, SECOND, this::attempt));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Hedge(0, MILLI).run(runtime, 1, SECOND.negated(), this::attempt));
    assertEquals(List.of(), begun);
  }

  @Test
  void aNegativeAdviceIsTheFailure() {
    var await =
        steady(2)
            .withAdvice(failure -> Optional.of(SECOND.negated()))
            .run(runtime, SECOND, this::attempt);
    fail(0);
    assertEquals("delay must be zero or more, but was PT-1S", failureOf(await));
  }

  @Test
  void aHedgeAsksAgainWhenAStepHasPassed() {
    var await = new Hedge(0, MILLI).run(runtime, 3, SECOND, this::attempt);
    assertEquals(1, begun.size());
    simulation.advance(MILLI);
    assertEquals(2, begun.size());
    simulation.advance(MILLI.multipliedBy(10));
    assertEquals(3, begun.size());
    begun.get(1).reply().send("b");
    assertEquals("b", await.join());
    assertFalse(begun.get(0).reply().isOpen());
    assertFalse(begun.get(2).reply().isOpen());
    assertEquals(0, runtime.metrics().lateReplies());
  }

  @Test
  void aHedgeThatIsAnsweredAtOnceAsksOnce() {
    var await = new Hedge(0, MILLI).run(runtime, 3, SECOND, this::attempt);
    begun.getFirst().reply().send("a");
    assertEquals("a", await.join());
    simulation.advance(SECOND);
    assertEquals(1, begun.size());
  }

  @Test
  void anAttemptThatFailsIsReplacedAtOnce() {
    var await = new Hedge(1, SECOND).run(runtime, 4, Duration.ofMinutes(1), this::attempt);
    simulation.settle();
    simulation.advance(Duration.ofNanos(1));
    assertEquals(2, begun.size());
    fail(1);
    assertEquals(3, begun.size());
    fail(0);
    fail(2);
    assertEquals(4, begun.size());
    assertFalse(await.isDone());
    fail(3);
    assertEquals("attempt 3", failureOf(await));
  }

  @Test
  void aCancelOfAHedgeCancelsAllAndBeginsNone() {
    var await = new Hedge(0, MILLI).run(runtime, 3, SECOND, this::attempt);
    simulation.advance(MILLI);
    assertTrue(await.cancel());
    assertEquals(2, begun.size());
    for (var attempt : begun) {
      assertFalse(attempt.reply().isOpen());
    }
    simulation.advance(SECOND);
    assertEquals(2, begun.size());
  }

  @Test
  void theDeadlineEndsAHedge() {
    Function<Duration, Await<String>> forever = timeLeft -> attempt(timeLeft.plus(SECOND));
    var await = new Hedge(0, MILLI).run(runtime, 2, SECOND, forever);
    simulation.advance(SECOND);
    assertThrows(AwaitTimeoutException.class, await::join);
    assertEquals(2, begun.size());
    assertFalse(begun.get(0).reply().isOpen());
    assertFalse(begun.get(1).reply().isOpen());
  }

  @Test
  void aRetryOfHedgesIsAnAwaitLikeAnyOther() {
    var await =
        steady(2)
            .run(
                runtime,
                SECOND,
                timeLeft -> new Hedge(0, MILLI).run(runtime, 2, timeLeft, this::attempt));
    fail(0);
    fail(1);
    simulation.advance(MILLI);
    begun.get(2).reply().send("c");
    assertEquals("c", await.join());
    assertEquals(3, begun.size());
  }
}

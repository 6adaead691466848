package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Awaits made of awaits, in virtual time. */
@CapUnchecked("functions note what happened in the list of the test, all in one thread")
final class CombinatorTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HUGE = Duration.ofSeconds(Long.MAX_VALUE);

  private final Steps steps = Steps.inOrder();

  @RegisterExtension final Runtimes runtimes = new Runtimes();
  private final AgentRuntime runtime = runtimes.start(steps);

  private Promise<String> promise() {
    return runtime.promise(Duration.ofMinutes(1));
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }

  private static Throwable failureOf(Await<?> await) {
    return assertThrows(AwaitException.class, await::join);
  }

  @Test
  void aDelayEndsByTheRuntimesClock() {
    var delay = runtime.after(SECOND);
    steps.advance(Duration.ofMillis(999));
    assertFalse(delay.isDone());
    steps.advance(Duration.ofMillis(1));
    assertEquals(SECOND, delay.join());
    assertTrue(runtime.after(Duration.ZERO).isDone());
  }

  @Test
  void aHugeDelayNeverEndsAndANegativeOneIsRefused() {
    var delay = runtime.after(HUGE);
    steps.advance(Duration.ofDays(365));
    assertFalse(delay.isDone());
    assertTrue(delay.cancel());
    assertFalse(delay.cancel());
    var refused =
        assertThrows(IllegalArgumentException.class, () -> runtime.after(Duration.ofNanos(-1)));
    assertEquals("delay must be zero or more, but was PT-0.000000001S", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> promise().await().within(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> promise().await().join(Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> Await.of("x").within(Duration.ofSeconds(-1)));
  }

  @Test
  void aDelayFailsWhenTheRuntimeEnds() {
    var delay = runtime.after(HUGE);
    runtime.close();
    assertInstanceOf(AwaitCancelledException.class, failureOf(delay));
    assertInstanceOf(AwaitCancelledException.class, failureOf(runtime.after(SECOND)));
  }

  @Test
  void flatMapAwaitsTheSecondAwait() {
    var first = promise();
    var second = promise();
    Await<String> both = first.await().flatMap(x -> second.await().map(y -> x + y));
    second.reply().send("b");
    assertFalse(both.isDone());
    first.reply().send("a");
    assertEquals("ab", both.join());
  }

  @Test
  void aFailureGoesPastFlatMapAndAnAnswerPastRecover() {
    var failure = new IllegalStateException("no");
    assertSame(
        failure, failureOf(Await.failed(failure).flatMap(x -> Await.of("never"))).getCause());
    assertEquals("a", Await.of("a").recover(f -> Await.of("never")).join());
    assertEquals("b", Await.<String>failed(failure).recover(f -> Await.of("b")).join());
    assertEquals("c", Await.<String>failed(failure).orElse("c").join());
    assertThrows(NullPointerException.class, () -> Await.of("a").orElse(none()));
  }

  @Test
  void aFunctionThatThrowsOrMakesNothingIsTheFailure() {
    var thrown = new IllegalStateException("broken");
    Function<Object, Await<String>> broken =
        x -> {
          throw thrown;
        };
    assertSame(thrown, failureOf(Await.of("a").flatMap(broken)).getCause());
    assertSame(thrown, failureOf(Await.<String>failed(new Error()).recover(broken)).getCause());
    assertInstanceOf(
        NullPointerException.class,
        failureOf(Await.of("a").flatMap(x -> CombinatorTest.<Await<String>>none())).getCause());
  }

  @Test
  void whatIsDoneFromTheStartFollowsOneThatIsNot() {
    var second = promise();
    var both = Await.of("a").flatMap(x -> second.await());
    assertFalse(both.isDone());
    runtime.after(SECOND).whenDone((x, y) -> second.reply().send("b"));
    assertEquals("b", both.join());
  }

  @Test
  void aCancelReachesTheSecondAwait() {
    var first = promise();
    var second = promise();
    var both = first.await().flatMap(x -> second.await());
    first.reply().send("a");
    assertTrue(second.reply().isOpen());
    assertTrue(both.cancel());
    assertFalse(both.cancel());
    assertFalse(second.reply().isOpen());
  }

  @Test
  void aCancelReachesTheFirstAwaitUnlessOthersWaitForIt() {
    var first = promise();
    assertTrue(first.await().flatMap(x -> promise().await()).cancel());
    assertFalse(first.reply().isOpen());
    var shared = promise();
    var other = shared.await().map(x -> x);
    assertTrue(shared.await().recover(x -> promise().await()).cancel());
    assertTrue(shared.reply().isOpen());
    shared.reply().send("a");
    assertEquals("a", other.join());
  }

  @Test
  void whatCameForACancelledCompositionIsGivenBack() {
    List<String> back = new ArrayList<>();
    var lease = promise().whenUnwanted(back::add);
    var part = lease.await().recover(x -> promise().await()).within(SECOND);
    var all = Await.all(List.of(part, promise().await()));
    lease.reply().send("lease");
    assertTrue(all.cancel());
    assertEquals(List.of("lease"), back);
    var taken = promise().whenUnwanted(back::add);
    var used = Await.all(List.of(taken.await().flatMap(x -> Await.of("x")), promise().await()));
    taken.reply().send("used");
    assertTrue(used.cancel());
    assertEquals(List.of("lease"), back);
  }

  @Test
  void aTimeOfItsOwnEndsTheAwait() {
    var slow = promise();
    var bounded = slow.await().within(SECOND);
    var unbounded = promise();
    assertEquals("a", answered(unbounded.await().within(HUGE), unbounded));
    steps.advance(SECOND);
    assertEquals(
        "a promised answer did not come within 1 s",
        assertInstanceOf(AwaitTimeoutException.class, failureOf(bounded)).getMessage());
    assertFalse(slow.reply().isOpen());
    assertEquals(Delivery.REJECTED, slow.reply().send("late"));
  }

  private static String answered(Await<String> await, Promise<String> promise) {
    promise.reply().send("a");
    return await.join();
  }

  @Test
  void joinWaitsNoLongerThanItsTimeout() {
    var never = promise();
    long before = steps.clock().nanoTime();
    assertThrows(AwaitTimeoutException.class, () -> never.await().join(SECOND));
    assertEquals(SECOND.toNanos(), steps.clock().nanoTime() - before);
    assertFalse(never.reply().isOpen());
    assertEquals("a", Await.of("a").join(SECOND));
  }

  @Test
  void aRaceEndsWithTheFirstOutcomeAndLetsGoOfTheRest() {
    var one = promise();
    var two = promise();
    var race = Await.race(List.of(one.await(), two.await()));
    var failure = new IllegalStateException("no");
    two.reply().fail(failure);
    assertSame(failure, failureOf(race).getCause());
    assertFalse(one.reply().isOpen());
    var fast = promise();
    var slow = promise();
    var won = Await.race(List.of(slow.await(), fast.await()));
    fast.reply().send("fast");
    assertEquals("fast", won.join());
    assertFalse(slow.reply().isOpen());
    assertThrows(IllegalArgumentException.class, () -> Await.race(List.of()));
  }

  @Test
  void anyWaitsForAnAnswerAsLongAsOneCanCome() {
    var one = promise();
    var two = promise();
    var any = Await.any(List.of(one.await(), two.await()));
    one.reply().fail(new IllegalStateException("no"));
    assertFalse(any.isDone());
    two.reply().send("two");
    assertEquals("two", any.join());
  }

  @Test
  void aLongChainCostsNoStack() {
    int length = 100_000;
    var start = promise();
    Await<String> chain = start.await();
    for (int i = 0; i < length; i++) {
      chain =
          i % 3 == 0
              ? chain.flatMap(Await::of)
              : i % 3 == 1 ? chain.recover(Await::failed) : chain.within(HUGE);
    }
    start.reply().send("a");
    assertEquals("a", chain.join());
    var other = promise();
    Await<String> cancelled = other.await();
    for (int i = 0; i < length; i++) {
      cancelled = i % 2 == 0 ? cancelled.flatMap(Await::of) : cancelled.within(HUGE);
    }
    assertTrue(cancelled.cancel());
    assertFalse(other.reply().isOpen());
  }
}

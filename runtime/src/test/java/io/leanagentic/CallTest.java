package io.leanagentic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.testing.ManualClock;
import io.leanagentic.testing.Runtimes;
import io.leanagentic.testing.Steps;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers of code that is no agent: of callables and of stages. */
@CapUnchecked("calls share latches and counters with the test, which are safe to share")
final class CallTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(10);

  @RegisterExtension final Runtimes runtimes = new Runtimes();

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T none() {
    return null;
  }

  private static Throwable causeOf(Await<?> await) {
    return Objects.requireNonNull(failureOf(await).getCause());
  }

  private static Throwable failureOf(Await<?> await) {
    return assertThrows(AwaitException.class, await::join);
  }

  @Test
  void aCallRunsOnAVirtualThreadAndGivesWhatItReturnsOrThrows() {
    var runtime = runtimes.start();
    assertTrue(runtime.call(() -> Thread.currentThread().isVirtual(), LONG).join());
    var thrown = new IllegalStateException("no");
    Await<String> failed =
        runtime.call(
            () -> {
              throw thrown;
            },
            LONG);
    assertSame(thrown, failureOf(failed).getCause());
    Await<String> none = runtime.call(() -> none(), LONG);
    assertEquals(
        "what the callable returned is null; to say that there is none use an Optional",
        causeOf(none).getMessage());
  }

  @Test
  void badArgumentsAreRefusedBeforeAnythingRuns() {
    var runtime = runtimes.start();
    var ran = new AtomicInteger();
    assertThrows(
        IllegalArgumentException.class, () -> runtime.call(ran::incrementAndGet, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class,
        () -> runtime.call(ran::incrementAndGet, Duration.ofSeconds(-1)));
    assertThrows(NullPointerException.class, () -> runtime.call(none(), LONG));
    assertThrows(NullPointerException.class, () -> runtime.awaitOf(none(), LONG));
    assertThrows(
        IllegalArgumentException.class,
        () -> runtime.awaitOf(new CompletableFuture<>(), Duration.ZERO));
    assertEquals(0, ran.get());
    assertEquals(1, runtime.call(ran::incrementAndGet, Duration.ofSeconds(Long.MAX_VALUE)).join());
  }

  @Test
  void aCancelInterruptsTheCall() throws Exception {
    var runtime = runtimes.start();
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    Await<String> call =
        runtime.call(
            () -> {
              begun.countDown();
              try {
                Thread.sleep(LONG);
                return "slept";
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            },
            LONG);
    Until.open("the call has begun", begun);
    assertTrue(call.cancel());
    assertFalse(call.cancel());
    Until.open("the call was interrupted", interrupted);
    assertInstanceOf(AwaitCancelledException.class, failureOf(call));
  }

  @Test
  void aCallThatIsCancelledBeforeItBeginsDoesNot() {
    var steps = Steps.inOrder();
    var runtime = runtimes.start(steps);
    var ran = new AtomicInteger();
    var call = runtime.call(ran::incrementAndGet, LONG);
    assertTrue(call.cancel());
    steps.settle();
    assertEquals(0, ran.get());
    var other = runtime.call(ran::incrementAndGet, LONG);
    assertEquals(0, ran.get());
    assertEquals(1, other.join());
  }

  @Test
  void aCallThatIgnoresItsInterruptIsReported() throws Exception {
    var clock = new ManualClock(0);
    var config = RuntimeConfig.defaults();
    var runtime = runtimes.start(config.withSeams(config.seams().withClock(clock)));
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    Await<String> call =
        runtime.call(
            () -> {
              begun.countDown();
              while (end.getCount() > 0) {
                Thread.onSpinWait();
              }
              return "late";
            },
            SECOND);
    Until.open("the call has begun", begun);
    clock.advance(SECOND.toNanos());
    assertInstanceOf(AwaitTimeoutException.class, failureOf(call)); // not waited for
    Until.isTrue(
        "it is reported",
        () -> {
          clock.advance(SECOND.toNanos());
          return runtime.metrics().callbackFailures() == 1;
        });
    assertEquals(0, runtime.metrics().lateReplies());
    end.countDown();
    Until.isTrue("its result is counted", () -> runtime.metrics().lateReplies() == 1);
  }

  @Test
  void aStageGivesItsOutcome() {
    var runtime = runtimes.start(Steps.inOrder());
    var stage = new CompletableFuture<String>();
    var await = runtime.awaitOf(stage, LONG);
    stage.complete("a");
    assertEquals("a", await.join());
    var failure = new IllegalStateException("no");
    assertSame(
        failure,
        failureOf(runtime.awaitOf(CompletableFuture.failedFuture(failure).thenApply(x -> x), LONG))
            .getCause());
    assertInstanceOf(
        NullPointerException.class,
        failureOf(runtime.awaitOf(CompletableFuture.completedFuture(none()), LONG)).getCause());
  }

  @Test
  void aStageThatNeverCompletesIsCancelledAtTheDeadline() {
    var steps = Steps.inOrder();
    var runtime = runtimes.start(steps);
    var stage = new CompletableFuture<String>();
    var await = runtime.awaitOf(stage, SECOND);
    steps.advance(SECOND);
    assertEquals(
        "the outcome of a stage did not come within 1 s",
        assertInstanceOf(AwaitTimeoutException.class, failureOf(await)).getMessage());
    assertTrue(stage.isCancelled());
  }

  @Test
  void aStageThatCannotBeCancelledOrListenedToHarmsNobody() {
    var runtime = runtimes.start(Steps.inOrder());
    var odd =
        new CompletableFuture<String>() {
          @Override
          public CompletableFuture<String> toCompletableFuture() {
            throw new UnsupportedOperationException("odd");
          }
        };
    var await = runtime.awaitOf(odd, LONG);
    assertTrue(await.cancel());
    assertEquals(1, runtime.metrics().callbackFailures());
    var worse =
        new CompletableFuture<String>() {
          @Override
          public CompletableFuture<String> whenComplete(
              java.util.function.BiConsumer<? super String, ? super Throwable> action) {
            throw new UnsupportedOperationException("worse");
          }
        };
    assertEquals("worse", causeOf(runtime.awaitOf(worse, LONG)).getMessage());
  }

  @Test
  void aCallEndsWithTheRuntime() throws Exception {
    var runtime = runtimes.start();
    var begun = new CountDownLatch(1);
    var interrupted = new CountDownLatch(1);
    Await<String> call =
        runtime.call(
            () -> {
              begun.countDown();
              try {
                Thread.sleep(LONG);
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return "late";
            },
            LONG);
    Until.open("the call has begun", begun);
    runtime.close();
    Until.open("the call was interrupted", interrupted);
    assertInstanceOf(AwaitCancelledException.class, failureOf(call));
  }
}

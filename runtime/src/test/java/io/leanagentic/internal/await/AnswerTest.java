package io.leanagentic.internal.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Delivery;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestHost host = TestHost.withManualClock();
  private final Answer<String> answer = new Answer<>(host, null, SECOND);

  private record Question(int number) {}

  @Test
  void theFirstAnswerWins() {
    assertFalse(answer.isDone());
    assertEquals(Delivery.ACCEPTED, answer.send("first"));
    assertEquals(Delivery.REJECTED, answer.send("second"));
    assertEquals(Delivery.REJECTED, answer.fail(new IllegalStateException("third")));
    assertTrue(answer.isDone());
    assertEquals("first", answer.join());
    assertEquals("second", host.late.getFirst());
    assertEquals(2, host.late.size());
  }

  @Test
  void anAnswerEndsItsTimer() {
    assertEquals(1, host.timers().size());
    answer.send("here");
    assertEquals(0, host.timers().size());
  }

  @Test
  void aTimeoutNamesTheQuestionAndTheTime() {
    answer.askedBy(new Question(1));
    host.advance(SECOND.toNanos() - 1);
    assertFalse(answer.isDone());
    host.advance(1);
    var timeout = assertThrows(AwaitTimeoutException.class, answer::join);
    assertEquals(
        "a promised answer to AnswerTest.Question did not come within 1 s", timeout.getMessage());
    assertEquals(Delivery.REJECTED, answer.send("late"));
    assertEquals(List.of("late"), host.late);
  }

  @Test
  void aDescriptionReplacesTheQuestion() {
    answer.describedAs("the end of /trading/AAPL");
    host.advance(SECOND.toNanos());
    var timeout = assertThrows(AwaitTimeoutException.class, answer::join);
    assertEquals("the end of /trading/AAPL did not come within 1 s", timeout.getMessage());
  }

  @Test
  void joinThrowsAFailureWhoseTraceShowsTheJoin() {
    host.advance(SECOND.toNanos());
    var first = assertThrows(AwaitTimeoutException.class, answer::join);
    var second = assertThrows(AwaitTimeoutException.class, answer::join);
    assertSame(first.getCause(), second.getCause());
    assertTrue(
        List.of(first.getStackTrace()).stream().anyMatch(f -> f.getMethodName().equals("join")));
  }

  @Test
  void cancelEndsTheWaitOnce() {
    assertTrue(answer.cancel());
    assertFalse(answer.cancel());
    assertThrows(AwaitCancelledException.class, answer::join);
    assertEquals(Delivery.REJECTED, answer.send("late"));
    assertEquals(0, host.timers().size());
  }

  @Test
  void whenDoneGetsTheAnswerOrTheReason() {
    var seen = new ArrayList<@Nullable Object>();
    answer.whenDone((value, failure) -> seen.add(value + ", " + failure));
    answer.send("here");
    answer.whenDone((value, failure) -> seen.add(value + ", " + failure));
    var failed = new Answer<String>(host, null, SECOND);
    failed.whenDone((value, failure) -> seen.add(Objects.requireNonNull(failure).getCause()));
    var reason = new IllegalStateException("no");
    failed.fail(reason);
    assertEquals(List.of("here, null", "here, null", reason), seen);
  }

  @Test
  void anAnsweredFailureIsTheCause() {
    var cause = new IllegalArgumentException("no such book");
    assertEquals(Delivery.ACCEPTED, answer.fail(cause));
    var thrown = assertThrows(AwaitException.class, answer::join);
    assertSame(cause, thrown.getCause());
    assertTrue(thrown.toString().contains("no such book"), thrown.toString());
  }

  @Test
  void anAnsweredAwaitExceptionIsThrownAsItIs() {
    var given = new AwaitException("the exchange is closed");
    answer.fail(given);
    assertSame(given, assertThrows(AwaitException.class, answer::join));
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless caller does
  void refusesNull() {
    var thrown = assertThrows(NullPointerException.class, () -> answer.send(null));
    assertTrue(thrown.toString().contains("must not be null"), thrown.toString());
    assertThrows(NullPointerException.class, () -> answer.fail(null));
    assertFalse(answer.isDone());
  }

  @Test
  void refusesATimeoutThatIsNotPositive() {
    for (var timeout : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
      var thrown =
          assertThrows(
              IllegalArgumentException.class, () -> new Answer<String>(host, null, timeout));
      assertEquals("timeout must be more than zero, but was " + timeout, thrown.getMessage());
    }
  }

  @Test
  void aTimeoutTooLongToCountNeverComes() {
    var patient = new Answer<String>(host, null, Duration.ofSeconds(Long.MAX_VALUE));
    host.advance(Long.MAX_VALUE / 2);
    assertFalse(patient.isDone());
    patient.send("at last");
    assertEquals("at last", patient.join());
  }

  @Test
  void completionsRunInOrder() {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < 10; i++) {
      int index = i;
      answer.onDone((value, failure) -> order.add(index));
    }
    answer.send("now");
    answer.onDone((value, failure) -> order.add(10));
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), order);
  }

  @Test
  void whatACompletionThrowsReachesNeitherTheAnswererNorOtherCompletions() {
    var seen = new ArrayList<@Nullable String>();
    answer.onDone((value, failure) -> {
      throw new TestHost.OnPurpose();
    });
    answer.onDone((value, failure) -> seen.add(value));
    assertEquals(Delivery.ACCEPTED, answer.send("here"));
    assertEquals(List.of("here"), seen);
  }

  @Test
  void joinWaitsOnPlatformAndVirtualThreads() throws Exception {
    var joins = List.of(new FutureTask<>(answer::join), new FutureTask<>(answer::join));
    Thread.ofPlatform().start(joins.get(0));
    Thread.ofVirtual().start(joins.get(1));
    host.awaitJoining(2);
    answer.send("here");
    assertEquals("here", joins.get(0).get());
    assertEquals("here", joins.get(1).get());
    assertEquals(0, host.joining.get());
  }

  @Test
  void joiningADoneAwaitDoesNotWait() {
    answer.send("here");
    answer.join();
    assertEquals(0, host.joins.get());
  }

  @Test
  void joinIsRefusedInAHandlersTurnEvenIfItNeedNotWait() {
    host.inTurn = true;
    assertThrows(IllegalStateException.class, answer::join);
    answer.send("here");
    assertThrows(IllegalStateException.class, answer::join);
  }

  @Test
  void anInterruptEndsTheJoinAndTheAwait() throws Exception {
    var join =
        new FutureTask<>(() -> {
          assertThrows(AwaitException.class, answer::join);
          assertTrue(Thread.interrupted());
          return assertThrows(AwaitCancelledException.class, answer::join);
        });
    var thread = Thread.ofPlatform().start(join);
    host.awaitJoining(1);
    thread.interrupt();
    join.get();
    assertEquals(Delivery.REJECTED, answer.send("too late"));
    assertEquals(0, host.joining.get());
  }

  @Test
  void anInterruptLeavesTheAwaitToOthersThatWait() throws Exception {
    var other = new FutureTask<>(answer::join);
    Until.waiting(Thread.ofPlatform().start(other));
    var interrupted =
        Thread.ofPlatform().start(() -> assertThrows(AwaitException.class, answer::join));
    Until.waiting(interrupted);
    interrupted.interrupt();
    Until.ended(interrupted);
    assertEquals(Delivery.ACCEPTED, answer.send("here"));
    assertEquals("here", other.get());
  }

  @Test
  void aStageFollowsTheAnswer() throws Exception {
    var stage = answer.stage().thenApply(String::length).toCompletableFuture();
    assertFalse(stage.isDone());
    answer.send("four");
    assertEquals(4, stage.get());
  }

  @Test
  void aStageFailsWithTheReason() {
    var stage = answer.stage().toCompletableFuture();
    host.advance(SECOND.toNanos());
    var thrown = assertThrows(ExecutionException.class, stage::get);
    assertInstanceOf(AwaitTimeoutException.class, thrown.getCause());
    assertThrows(CompletionException.class, stage::join);
  }

  @Test
  void cancellingAStageEndsTheAwaitThatNobodyElseWaitsFor() {
    var first = answer.stage().toCompletableFuture();
    var second = answer.stage().toCompletableFuture();
    first.cancel(false);
    assertFalse(answer.isDone());
    second.cancel(false);
    assertTrue(answer.isGivenUp());
  }

  @Test
  void answerTimeoutAndCancelRaceForOneOutcome() throws Exception {
    var barrier = new CyclicBarrier(3);
    int rounds = 3_000;
    var answers = new ArrayList<Answer<Integer>>();
    for (int i = 0; i < rounds; i++) {
      answers.add(new Answer<>(host, null, Duration.ofNanos(i + 1)));
    }
    var sent = new boolean[rounds];
    var cancelled = new boolean[rounds];
    var outcomes = new AtomicInteger[rounds];
    for (int i = 0; i < rounds; i++) {
      var count = new AtomicInteger();
      outcomes[i] = count;
      answers.get(i).onDone((value, failure) -> count.incrementAndGet());
    }
    var sender =
        new FutureTask<>(() -> {
          for (int i = 0; i < rounds; i++) {
            barrier.await();
            sent[i] = answers.get(i).send(i) == Delivery.ACCEPTED;
          }
          return true;
        });
    var canceller =
        new FutureTask<>(() -> {
          for (int i = 0; i < rounds; i++) {
            barrier.await();
            cancelled[i] = answers.get(i).cancel();
          }
          return true;
        });
    Thread.ofPlatform().start(sender);
    Thread.ofPlatform().start(canceller);
    for (int i = 0; i < rounds; i++) {
      barrier.await();
      host.advance(1);
    }
    sender.get();
    canceller.get();
    for (int i = 0; i < rounds; i++) {
      var failure = answers.get(i).failureOrNull();
      assertEquals(sent[i], failure == null, "round " + i);
      assertEquals(cancelled[i], failure instanceof AwaitCancelledException, "round " + i);
      assertEquals(
          !sent[i] && !cancelled[i], failure instanceof AwaitTimeoutException, "round " + i);
      assertEquals(1, outcomes[i].get(), "round " + i);
    }
    assertEquals(rounds, sent.length);
    long lost = answers.stream().filter(a -> a.failureOrNull() != null).count();
    assertEquals(lost, host.late.size());
  }

  @Test
  void completionsThatRaceWithTheAnswerRunOnce() throws Exception {
    var barrier = new CyclicBarrier(3);
    int rounds = 2_000;
    for (int i = 0; i < rounds; i++) {
      var raced = new Answer<Integer>(host, null, SECOND);
      var runs = new AtomicInteger();
      Runnable register =
          () -> {
            raced.onDone((value, failure) -> runs.incrementAndGet());
            raced.onDone((value, failure) -> runs.incrementAndGet());
          };
      var first = new FutureTask<>(() -> meet(barrier, register), null);
      var second = new FutureTask<>(() -> meet(barrier, register), null);
      Thread.ofVirtual().start(first);
      Thread.ofVirtual().start(second);
      meet(barrier, () -> raced.send(1));
      first.get();
      second.get();
      assertEquals(4, runs.get(), "round " + i);
    }
  }

  private static void meet(CyclicBarrier barrier, Runnable then) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    then.run();
  }

  @Test
  void anAnswerKnowsItsOutcomeInWords() {
    assertEquals("a promised answer: pending", answer.toString());
    answer.send("x");
    assertEquals("a promised answer: done", answer.toString());
    assertNull(answer.failureOrNull());
  }
}

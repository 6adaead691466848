package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.Await;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.TestHost;
import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Fault;
import io.leanagentic.testing.Interleavings.Step;
import io.leanagentic.testing.Until;
import io.leanagentic.testing.Woven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * An answer given by a worker whose stack ends, at each call of the runtime's own code: whoever
 * waits for it, or for something made of it, gets an outcome, once.
 */
final class AnswerExhaustionTest {
  private static final Duration LONG = Duration.ofHours(1);

  /** Who waits, and how often each was told. */
  abstract static class Trial implements Supplier<Case> {
    private final List<AtomicInteger> told = new ArrayList<>();
    private final List<Await<?>> awaits = new ArrayList<>();

    @Override
    public final Case get() {
      told.clear();
      awaits.clear();
      var answer = new Answer<Integer>(TestHost.withManualClock(), null, LONG);
      begin(answer);
      return new Case(List.of(step -> onAWorker(step, answer)), this::check);
    }

    /** Lets some wait for {@code answer}. */
    abstract void begin(Answer<Integer> answer);

    /** Looks whether {@code await} becomes done, and who waits for it is told of it. */
    final void waitFor(Await<?> await) {
      awaits.add(await);
      var times = new AtomicInteger();
      told.add(times);
      await.whenDone((value, failure) -> times.incrementAndGet());
    }

    private void onAWorker(Step step, Answer<Integer> answer) throws InterruptedException {
      var scheduler =
          new WorkStealingScheduler(
              1, 2, 1, Duration.ofDays(1), thread -> {}, Thread::start, SchedulerTest.NO_EVENTS);
      scheduler.start();
      var given = new CountDownLatch(1);
      scheduler.submit(
          TestTask.of(() -> {
            while (!answer.isDone()) {
              attempt(step, () -> answer.send(1)); // again, if nothing has happened
            }
            given.countDown();
          }));
      Until.open("the answer is given", given);
      scheduler.stop(); // its worker looks after what is left before it ends
      assertTrue(scheduler.awaitStop(Duration.ofMinutes(1)));
    }

    private static void attempt(Step step, Interleavings.Action action) {
      try {
        var _ = step.attempt(action);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    private void check() {
      for (int i = 0; i < awaits.size(); i++) {
        assertTrue(awaits.get(i).isDone(), awaits.get(i) + " waits for ever");
        assertEquals(1, told.get(i).get(), "how often who waited for " + awaits.get(i) + " heard");
      }
    }
  }

  /** Functions of the answer, one of them of another. */
  static final class Functions extends Trial {
    @Override
    void begin(Answer<Integer> answer) {
      waitFor(answer);
      waitFor(answer.map(value -> value + 1).map(value -> value + 1));
      waitFor(answer.flatMap(value -> answer));
      waitFor(answer.within(LONG));
    }
  }

  /** The answer together with others. */
  static final class Parts extends Trial {
    @Override
    void begin(Answer<Integer> answer) {
      waitFor(Await.all(List.of(answer, answer.map(value -> value + 1))));
      waitFor(Await.any(List.of(answer, answer)));
    }
  }

  /** A chain so long that a part of it is postponed. */
  static final class Chain extends Trial {
    @Override
    void begin(Answer<Integer> answer) {
      Await<Integer> last = answer;
      for (int i = 0; i < 20; i++) {
        last = last.map(value -> value + 1);
      }
      waitFor(last);
      waitFor(answer);
    }
  }

  @Test
  void functionsOfTheAnswerCome() {
    holds(Functions.class);
  }

  @Test
  void whatTheAnswerIsAPartOfComes() {
    holds(Parts.class);
  }

  @Test
  void theEndOfALongChainComes() {
    holds(Chain.class);
  }

  private static void holds(Class<? extends Supplier<Case>> trial) {
    @SuppressWarnings("unchecked")
    Supplier<Case> woven = Woven.make(trial, Supplier.class);
    int without = Interleavings.upTo(0, woven); // so that all classes are ready
    int runs = Interleavings.upTo(0, Fault.STACK, woven);
    assertTrue(runs > without, () -> "no place for it in " + runs + " runs");
  }
}

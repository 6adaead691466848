package io.leanagentic.internal.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AwaitsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final TestHost host = TestHost.withManualClock();
  private final Answer<String> first = new Answer<>(host, null, SECOND);
  private final Answer<String> second = new Answer<>(host, null, SECOND.multipliedBy(2));

  @Test
  void allGivesTheAnswersInTheOrderOfTheList() {
    Await<List<String>> all = Await.all(List.of(first, second, first));
    second.send("b");
    assertFalse(all.isDone());
    first.send("a");
    List<String> answers = all.join();
    assertEquals(List.of("a", "b", "a"), answers);
    assertThrows(UnsupportedOperationException.class, () -> answers.set(0, "x"));
  }

  @Test
  void allOfNothingIsCompleteAtOnce() {
    Await<List<String>> all = Await.all(List.of());
    assertTrue(all.isDone());
    assertEquals(List.of(), all.join());
    assertEquals(0, all.map(List::size).join());
    assertFalse(all.cancel());
  }

  @Test
  void allOfNothingAndSomethingWaits() throws Exception {
    Await<List<Object>> all = Await.all(List.of(Await.all(List.<Await<String>>of()), first));
    var join = new FutureTask<>(all::join);
    Thread.ofVirtual().start(join);
    host.awaitJoining(1);
    first.send("a");
    assertEquals(List.of(List.of(), "a"), join.get());
  }

  @Test
  void allFailsWithTheFirstFailureAndLetsGoOfTheOthers() {
    Await<List<String>> all = Await.all(List.of(first, second));
    second.fail(new IllegalStateException("second"));
    first.fail(new IllegalStateException("first"));
    var thrown = assertThrows(AwaitException.class, all::join);
    assertEquals("java.lang.IllegalStateException: second", String.valueOf(thrown.getCause()));

    var left = new Answer<String>(host, null, SECOND);
    Await.all(List.of(first, left));
    assertTrue(left.isDone());
    var wanted = new Answer<String>(host, null, SECOND);
    Await<String> mapped = wanted.map(text -> text + "!");
    Await.all(List.of(first, wanted));
    wanted.send("here");
    assertEquals("here!", mapped.join());
  }

  @Test
  void allTimesOutWithItsPart() {
    Await<List<String>> all = Await.all(List.of(first, second));
    host.advance(SECOND.toNanos());
    assertThrows(AwaitTimeoutException.class, all::join);
    assertTrue(second.isDone());
  }

  @Test
  void cancellingACompositeCancelsItsParts() {
    Await<List<String>> all = Await.all(List.of(first, second));
    assertTrue(all.cancel());
    assertFalse(all.cancel());
    assertThrows(AwaitCancelledException.class, all::join);
    assertThrows(AwaitCancelledException.class, first::join);
    assertThrows(AwaitCancelledException.class, second::join);
    assertEquals(0, host.timers().size());
  }

  @Test
  void anyGivesTheFirstAnswerAndCancelsTheOthers() {
    Await<String> any = Await.any(List.of(first, second));
    second.send("b");
    assertEquals("b", any.join());
    assertThrows(AwaitCancelledException.class, first::join);
    assertEquals(0, host.timers().size());
  }

  @Test
  void anyOfAnAnswerThatIsThereCancelsTheRest() {
    first.send("a");
    Await<String> any = Await.any(List.of(second, first));
    assertEquals("a", any.join());
    assertTrue(second.isDone());
  }

  @Test
  void anyFailsWithTheLastFailure() {
    Await<String> any = Await.any(List.of(first, second));
    second.fail(new IllegalStateException("second"));
    assertFalse(any.isDone());
    var last = new IllegalStateException("first");
    first.fail(last);
    assertSame(last, assertThrows(AwaitException.class, any::join).getCause());
  }

  @Test
  void anAnswerToAnyThatComesSecondIsLate() {
    first.send("a");
    second.send("b");
    Await<String> any = Await.any(List.of(first, second));
    assertEquals("a", any.join());
    assertEquals(List.of("b"), host.late);
  }

  @Test
  void cancellingAnyCancelsItsParts() {
    Await<String> any = Await.any(List.of(first, second));
    assertTrue(any.cancel());
    assertTrue(first.isDone());
    assertTrue(second.isDone());
    assertThrows(AwaitCancelledException.class, any::join);
  }

  @Test
  void anyOfNothingIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Await.any(List.of()));
  }

  @Test
  void mapChangesTheAnswer() {
    Await<Integer> length = first.map(String::length);
    assertFalse(length.isDone());
    first.send("four");
    assertEquals(4, length.join());
  }

  @Test
  void mapFailsWithWhatItsFunctionThrows() {
    var thrown = new IllegalStateException("unreadable");
    Await<Integer> mapped =
        first.map(text -> {
          throw thrown;
        });
    first.send("text");
    assertSame(thrown, assertThrows(AwaitException.class, mapped::join).getCause());
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless caller does
  void mapFailsIfItsFunctionMakesNull() {
    Await<String> mapped = first.<String>map(text -> null);
    first.send("text");
    var cause = assertThrows(AwaitException.class, mapped::join).getCause();
    assertInstanceOf(NullPointerException.class, cause);
  }

  @Test
  void mapPassesFailuresOn() {
    Await<Integer> mapped = first.map(String::length);
    host.advance(SECOND.toNanos());
    assertThrows(AwaitTimeoutException.class, mapped::join);
  }

  @Test
  void cancellingAMappedAwaitCancelsItsSource() {
    Await<Integer> mapped = first.map(String::length).map(n -> n + 1);
    assertTrue(mapped.cancel());
    assertTrue(first.isDone());
    assertThrows(AwaitCancelledException.class, mapped::join);
    assertFalse(mapped.cancel());
  }

  @Test
  void compositesNameWhatTheyWaitFor() {
    first.describedAs("a");
    second.describedAs("b");
    var mapped = (AbstractAwait<?>) first.map(String::length);
    var all = (AbstractAwait<?>) Await.all(List.of(first, second));
    var any = (AbstractAwait<?>) Await.any(List.of(first, second));
    assertEquals(List.of(first), mapped.sources());
    assertEquals(List.of(first, second), all.sources());
    assertTrue(all.needsAllSources());
    assertFalse(any.needsAllSources());
    assertEquals("any of [a; b]", any.describe());
    var many = (AbstractAwait<?>) Await.all(IntStream.range(0, 100).mapToObj(i -> first).toList());
    assertEquals("all of [a; a; a; a; a; and 95 more]", many.describe());
  }

  @Test
  void allCountsAnswersOfManyThreads() throws Exception {
    for (int round = 0; round < 200; round++) {
      var parts = new ArrayList<Answer<Integer>>();
      for (int i = 0; i < 64; i++) {
        parts.add(new Answer<>(host, null, SECOND));
      }
      Await<List<Integer>> all = Await.all(parts);
      var threads = new ArrayList<Thread>();
      for (int t = 0; t < 4; t++) {
        int from = t * 16;
        threads.add(
            Thread.ofVirtual()
                .start(() -> IntStream.range(from, from + 16).forEach(i -> parts.get(i).send(i))));
      }
      assertEquals(IntStream.range(0, 64).boxed().toList(), all.join());
      for (var thread : threads) {
        thread.join();
      }
    }
  }

  @Test
  void exactlyOneOfRacingAnswersIsTheFirst() throws Exception {
    for (int round = 0; round < 500; round++) {
      host.late.clear();
      var a = new Answer<Integer>(host, null, SECOND);
      var b = new Answer<Integer>(host, null, SECOND);
      Await<Integer> any = Await.any(List.of(a, b));
      var sender = Thread.ofVirtual().start(() -> a.send(1));
      b.send(2);
      sender.join();
      int winner = any.join();
      assertEquals(List.of(3 - winner), host.late);
    }
  }

  @Test
  void whatIsKnownAlreadyIsThereAtOnce() {
    Await<String> known = Await.of("here");
    assertTrue(known.isDone());
    assertEquals("here", known.join());
    assertEquals(4, known.map(String::length).join());
    assertFalse(known.cancel());
    var late = new ArrayList<String>();
    known.whenDone((value, _) -> late.add(value));
    assertEquals(List.of("here"), late);
  }

  @Test
  void soIsTheReasonWhyThereIsNoAnswer() {
    var why = new IllegalStateException("closed");
    Await<String> known = Await.failed(why);
    assertTrue(known.isDone());
    assertSame(why, assertThrows(AwaitException.class, known::join).getCause());
    assertThrows(AwaitException.class, Await.all(List.of(Await.of("a"), known))::join);
    assertEquals("a", Await.any(List.of(known, Await.of("a"))).join());
  }
}

package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.ChannelClosedException;
import io.leanagentic.Select;
import io.leanagentic.internal.await.TestHost;
import io.leanagentic.testing.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class SelectTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestHost host = TestHost.withManualClock();
  private final BoundedChannel<String> words = new BoundedChannel<>(host, 4);
  private final BoundedChannel<Integer> numbers = new BoundedChannel<>(host, 4);
  private final Seen seen = new Seen();
  private final Select select = Select.create().on(words, seen::add).on(numbers, seen::add);

  @Test
  void takesFromTheChannelThatHasAnElement() throws InterruptedException {
    numbers.trySend(7);
    assertTrue(select.run(SECOND));
    assertEquals(List.of(7), seen);
    words.trySend("a");
    assertTrue(select.run(Duration.ZERO));
    assertEquals(List.of(7, "a"), seen);
    assertFalse(select.run(Duration.ZERO));
  }

  @Test
  void takesOneElementOnly() throws InterruptedException {
    numbers.trySend(7);
    words.trySend("a");
    assertTrue(select.run(SECOND));
    assertEquals(1, words.size() + numbers.size());
    assertEquals(1, seen.size());
  }

  @Test
  void picksAtRandomAmongThoseThatHaveAnElement() throws InterruptedException {
    var empty = new BoundedChannel<Integer>(host, 1);
    var withEmpty =
        Select.create().on(empty, seen::add).on(words, seen::add).on(numbers, seen::add);
    int fromWords = 0;
    for (int i = 0; i < 1000; i++) {
      words.trySend("a");
      numbers.trySend(1);
      withEmpty.run(SECOND);
      fromWords += seen.removeLast() instanceof String ? 1 : 0;
    }
    // From a fixed seed; 500 expected, and 400 is six standard deviations away.
    assertTrue(fromWords > 400 && fromWords < 600, "picked words " + fromWords + " times");
  }

  @Test
  void aTakingIsServedByTheFirstChannel() {
    var taking = select.taking(HOUR);
    assertFalse(taking.isDone());
    numbers.trySend(7);
    taking.join().run();
    assertEquals(List.of(7), seen);
    words.trySend("a");
    assertEquals(Optional.of("a"), words.tryReceive());
    assertEquals(0, host.timers().size());
  }

  @Test
  void aTakingOfAnElementThatIsThereIsDoneAtOnce() {
    words.trySend("a");
    var taking = select.taking(HOUR);
    assertTrue(taking.isDone());
    assertFalse(taking.cancel());
    taking.join().run();
    assertEquals(List.of("a"), seen);
  }

  @Test
  void leavesNoPlaceBehind() {
    var first = select.taking(HOUR);
    var behind = words.receiving(HOUR);
    numbers.trySend(7);
    assertTrue(first.isDone());
    words.trySend("a");
    assertEquals("a", behind.join());
    var timedOut = select.taking(SECOND);
    host.advance(SECOND.toNanos());
    assertThrows(AwaitTimeoutException.class, timedOut::join);
    var cancelled = select.taking(HOUR);
    assertTrue(cancelled.cancel());
    assertFalse(cancelled.cancel());
    // A place left behind would make these go through the lines, and take the element.
    words.trySend("b");
    numbers.trySend(8);
    assertEquals(Optional.of("b"), words.tryReceive());
    assertEquals(Optional.of(8), numbers.tryReceive());
    assertEquals(0, words.inLine());
    assertEquals(0, numbers.inLine());
  }

  @Test
  void aPlaceEnteredTooLateIsLeft() {
    var ahead = numbers.receiving(HOUR);
    words.trySend("a"); // as if it came after the selection had looked at its channels
    var choices =
        List.<SelectClause.OfChannel<?>>of(
            new SelectClause.OfChannel<>(words, seen::add),
            new SelectClause.OfChannel<>(numbers, seen::add));
    var end = new SelectionEnd(host, choices).start(Long.MAX_VALUE);
    assertTrue(end.isDone());
    assertEquals(1, numbers.inLine());
    numbers.trySend(7);
    assertEquals(7, ahead.join());
  }

  @Test
  void selectionsAndReceiversAreServedInTheOrderTheyCame() {
    var first = select.taking(HOUR);
    var second = words.receiving(HOUR);
    var third = select.taking(HOUR);
    words.trySend("a");
    words.trySend("b");
    words.trySend("c");
    first.join().run();
    third.join().run();
    assertEquals("b", second.join());
    assertEquals(List.of("a", "c"), seen);
  }

  @Test
  void aSelectionMayNameAChannelTwice() throws InterruptedException {
    var twice = Select.create().on(words, seen::add).on(words, word -> seen.add(word + " again"));
    var taking = twice.taking(HOUR);
    words.trySend("a");
    taking.join().run();
    assertEquals(1, seen.size());
    assertEquals(0, words.inLine());
    words.trySend("b");
    assertTrue(twice.run(SECOND));
    assertEquals(2, seen.size());
  }

  @Test
  void oneClosedChannelDoesNotEndIt() {
    var taking = select.taking(HOUR);
    words.close();
    assertFalse(taking.isDone());
    numbers.trySend(7);
    taking.join().run();
    assertEquals(List.of(7), seen);
  }

  @Test
  void allClosedEndsIt() {
    var taking = select.taking(HOUR);
    words.close();
    numbers.close();
    var thrown = assertThrows(AwaitException.class, taking::join);
    assertInstanceOf(ChannelClosedException.class, thrown.getCause());
    assertThrows(ChannelClosedException.class, () -> select.run(SECOND));
    assertThrows(ChannelClosedException.class, () -> select.run(Duration.ZERO));
    assertThrows(AwaitException.class, () -> select.taking(SECOND).join());
    assertEquals(0, host.timers().size());
  }

  @Test
  void closedChannelsAreDrainedFirst() throws InterruptedException {
    words.trySend("a");
    words.close();
    numbers.close();
    assertTrue(select.run(SECOND));
    assertEquals(List.of("a"), seen);
    assertThrows(ChannelClosedException.class, () -> select.run(SECOND));
  }

  @Test
  void runWaitsForAnElement() throws Exception {
    var run = new FutureTask<>(() -> select.run(HOUR));
    Thread.ofVirtual().start(run);
    host.awaitJoining(1);
    numbers.trySend(7);
    assertTrue(run.get());
    assertEquals(List.of(7), seen);
  }

  @Test
  void runTimesOut() throws Exception {
    var run = new FutureTask<>(() -> select.run(SECOND));
    Thread.ofPlatform().start(run);
    host.awaitJoining(1);
    while (!run.isDone()) {
      host.advance(SECOND.toNanos());
      Thread.onSpinWait();
    }
    assertFalse(run.get());
  }

  @Test
  void anInterruptedRunTakesNothing() throws Exception {
    var run =
        new FutureTask<>(() -> assertThrows(InterruptedException.class, () -> select.run(HOUR)));
    var thread = Thread.ofPlatform().start(run);
    host.awaitJoining(1);
    thread.interrupt();
    run.get();
    numbers.trySend(7);
    assertEquals(Optional.of(7), numbers.tryReceive());
    assertEquals(0, words.inLine());
  }

  @Test
  void refusesToSelectFromNothing() {
    assertThrows(IllegalStateException.class, () -> Select.create().run(SECOND));
    assertThrows(IllegalStateException.class, () -> Select.create().taking(SECOND));
  }

  @Test
  void isRefusedInAHandlersTurn() {
    host.inTurn = true;
    words.trySend("a");
    assertThrows(IllegalStateException.class, () -> select.run(SECOND));
    assertTrue(select.taking(SECOND).isDone());
  }

  @Test
  void channelsOfDifferentRuntimesMeetInOneSelection() {
    var elsewhere = new BoundedChannel<Integer>(TestHost.withManualClock(), 1);
    var taking = Select.create().on(words, seen::add).on(elsewhere, seen::add).taking(HOUR);
    elsewhere.trySend(9);
    taking.join().run();
    assertEquals(List.of(9), seen);
  }
}

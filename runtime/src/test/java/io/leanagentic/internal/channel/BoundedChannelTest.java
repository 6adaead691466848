package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitCycleException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Channel;
import io.leanagentic.ChannelClosedException;
import io.leanagentic.internal.await.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedChannelTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestHost host = TestHost.withManualClock();
  private final BoundedChannel<String> channel = new BoundedChannel<>(host, 2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void holdsItsCapacity(int capacity) {
    var channel = new BoundedChannel<Integer>(host, capacity);
    assertEquals(capacity, channel.capacity());
    for (int i = 0; i < capacity; i++) {
      assertTrue(channel.trySend(i));
    }
    assertFalse(channel.trySend(-1));
    assertEquals(capacity, channel.size());
    for (int i = 0; i < capacity; i++) {
      assertEquals(Optional.of(i), channel.tryReceive());
    }
    assertEquals(Optional.empty(), channel.tryReceive());
  }

  @Test
  void refusesACapacityBelowOne() {
    assertThrows(IllegalArgumentException.class, () -> new BoundedChannel<>(host, 0));
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless caller does
  void refusesNull() {
    assertThrows(NullPointerException.class, () -> channel.trySend(null));
    assertThrows(NullPointerException.class, () -> channel.sending(null, SECOND));
  }

  @Test
  void refusesTimeoutsThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> channel.receiving(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> channel.sending("a", Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> channel.receive(Duration.ofNanos(-1)));
    assertThrows(IllegalArgumentException.class, () -> channel.send("a", Duration.ofNanos(-1)));
  }

  @Test
  void aTimeoutOfZeroDoesNotWait() throws InterruptedException {
    assertEquals(Optional.empty(), channel.receive(Duration.ZERO));
    assertTrue(channel.send("a", Duration.ZERO));
    assertTrue(channel.send("b", Duration.ZERO));
    assertFalse(channel.send("c", Duration.ZERO));
    assertEquals(Optional.of("a"), channel.receive(Duration.ZERO));
    assertEquals(0, host.joins.get());
  }

  @Test
  void waitingReceiversAreServedInOrder() {
    var first = channel.receiving(HOUR);
    var second = channel.receiving(HOUR);
    var third = channel.receiving(HOUR);
    assertTrue(channel.trySend("a"));
    assertTrue(first.isDone());
    assertFalse(second.isDone());
    assertTrue(channel.trySend("b"));
    assertTrue(channel.trySend("c"));
    assertEquals(List.of("a", "b", "c"), List.of(first.join(), second.join(), third.join()));
    assertEquals(0, channel.size());
    assertEquals(0, host.timers().size());
  }

  @Test
  void waitingSendersAreServedInOrder() {
    channel.trySend("a");
    channel.trySend("b");
    Await<Channel<String>> c = channel.sending("c", HOUR);
    Await<Channel<String>> d = channel.sending("d", HOUR);
    assertFalse(c.isDone());
    assertEquals(Optional.of("a"), channel.tryReceive());
    assertSame(channel, c.join());
    assertFalse(d.isDone());
    var rest = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      rest.add(channel.tryReceive().orElseThrow());
    }
    assertEquals(List.of("b", "c", "d"), rest);
    assertTrue(d.isDone());
    assertEquals(0, host.timers().size());
  }

  @Test
  void noneOvertakesAWaitingSender() {
    channel.trySend("a");
    channel.trySend("b");
    channel.sending("c", HOUR);
    assertFalse(channel.trySend("d"));
    channel.tryReceive();
    assertFalse(channel.trySend("d"), "c took the room");
    channel.tryReceive();
    assertTrue(channel.trySend("d"));
    assertEquals(Optional.of("c"), channel.tryReceive());
    assertEquals(Optional.of("d"), channel.tryReceive());
  }

  @Test
  void noneOvertakesAWaitingReceiver() {
    var first = channel.receiving(HOUR);
    assertEquals(Optional.empty(), channel.tryReceive());
    channel.trySend("a");
    assertEquals("a", first.join());
  }

  @Test
  void aReceivingThatTimesOutTakesNothing() {
    var early = channel.receiving(SECOND);
    var patient = channel.receiving(HOUR);
    host.advance(SECOND.toNanos());
    var thrown = assertThrows(AwaitTimeoutException.class, early::join);
    assertEquals(
        "an element of a channel of capacity 2 did not come within 1 s", thrown.getMessage());
    channel.trySend("a");
    assertEquals("a", patient.join());
  }

  @Test
  void aSendingThatTimesOutAddsNothing() {
    channel.trySend("a");
    channel.trySend("b");
    var early = channel.sending("c", SECOND);
    host.advance(SECOND.toNanos());
    assertThrows(AwaitTimeoutException.class, early::join);
    assertEquals(Optional.of("a"), channel.tryReceive());
    assertEquals(Optional.of("b"), channel.tryReceive());
    assertEquals(Optional.empty(), channel.tryReceive());
  }

  @Test
  void aCancelledEndLeavesTheLine() {
    var first = channel.receiving(HOUR);
    var middle = channel.receiving(HOUR);
    var last = channel.receiving(HOUR);
    assertTrue(middle.cancel());
    assertFalse(middle.cancel());
    assertThrows(AwaitCancelledException.class, middle::join);
    channel.trySend("a");
    channel.trySend("b");
    assertEquals("a", first.join());
    assertEquals("b", last.join());
    assertFalse(last.cancel());
    assertEquals("b", last.join());
    assertEquals(0, host.timers().size());
  }

  @Test
  void cancellingAMappedReceivingTakesNothingOrDelivers() {
    var mapped = channel.receiving(HOUR).map(String::length);
    assertTrue(mapped.cancel());
    channel.trySend("four");
    assertEquals(1, channel.size());

    var served = channel.receiving(HOUR).map(String::length);
    assertFalse(served.cancel());
    assertEquals(4, served.join());
  }

  @Test
  void closeLeavesWhatIsInsideAndFailsSenders() {
    channel.trySend("a");
    channel.trySend("b");
    var waiting = channel.sending("c", HOUR);
    channel.close();
    channel.close();
    assertTrue(channel.isClosed());
    assertInstanceOf(
        ChannelClosedException.class, assertThrows(AwaitException.class, waiting::join).getCause());
    assertThrows(ChannelClosedException.class, () -> channel.trySend("d"));
    assertThrows(ChannelClosedException.class, () -> channel.send("d", SECOND));
    assertThrows(AwaitException.class, () -> channel.sending("d", SECOND).join());
    assertEquals(Optional.of("a"), channel.tryReceive());
    assertEquals("b", channel.receiving(SECOND).join());
    assertEquals(Optional.empty(), channel.tryReceive());
    assertThrows(ChannelClosedException.class, () -> channel.receive(SECOND));
    assertThrows(ChannelClosedException.class, () -> channel.receive(Duration.ZERO));
    assertThrows(AwaitException.class, () -> channel.receiving(SECOND).join());
    assertEquals(0, host.timers().size());
  }

  @Test
  void closeFailsWaitingReceivers() {
    var first = channel.receiving(HOUR);
    var second = channel.receiving(HOUR);
    channel.close();
    for (var waiting : List.of(first, second)) {
      var thrown = assertThrows(AwaitException.class, waiting::join);
      assertInstanceOf(ChannelClosedException.class, thrown.getCause());
    }
  }

  @Test
  void iterationEndsWhenClosedAndDrained() {
    channel.trySend("a");
    channel.trySend("b");
    channel.close();
    var seen = new ArrayList<String>();
    for (String element : channel) {
      seen.add(element);
    }
    assertEquals(List.of("a", "b"), seen);
    assertThrows(NoSuchElementException.class, () -> channel.iterator().next());
  }

  @Test
  void blockingEndsWaitOnPlatformAndVirtualThreads() throws Exception {
    var platform = new FutureTask<>(() -> channel.receive(HOUR));
    var virtual = new FutureTask<>(() -> channel.receive(HOUR));
    Thread.ofPlatform().start(platform);
    host.awaitJoining(1);
    Thread.ofVirtual().start(virtual);
    host.awaitJoining(2);
    channel.trySend("a");
    channel.trySend("b");
    assertEquals(Optional.of("a"), platform.get());
    assertEquals(Optional.of("b"), virtual.get());
  }

  @Test
  void aBlockedSenderGoesOnWhenThereIsRoom() throws Exception {
    channel.trySend("a");
    channel.trySend("b");
    var send = new FutureTask<>(() -> channel.send("c", HOUR));
    Thread.ofVirtual().start(send);
    host.awaitJoining(1);
    assertEquals(Optional.of("a"), channel.tryReceive());
    assertTrue(send.get());
    assertEquals(2, channel.size());
  }

  @Test
  void blockingEndsTimeOutByTheClockOfTheHost() throws Exception {
    var receive = new FutureTask<>(() -> channel.receive(SECOND));
    Thread.ofVirtual().start(receive);
    host.awaitJoining(1);
    while (!receive.isDone()) {
      host.advance(SECOND.toNanos());
      Thread.onSpinWait();
    }
    assertEquals(Optional.empty(), receive.get());
    channel.trySend("a");
    assertEquals(Optional.of("a"), channel.tryReceive());
  }

  @Test
  void closeWakesBlockedEnds() throws Exception {
    var receive =
        new FutureTask<>(
            () -> assertThrows(ChannelClosedException.class, () -> channel.receive(HOUR)));
    Thread.ofPlatform().start(receive);
    host.awaitJoining(1);
    channel.close();
    assertTrue(receive.get().toString().contains("capacity 2"));
  }

  @Test
  void anInterruptedReceiverTakesNothing() throws Exception {
    var receive =
        new FutureTask<>(
            () -> assertThrows(InterruptedException.class, () -> channel.receive(HOUR)));
    var thread = Thread.ofPlatform().start(receive);
    host.awaitJoining(1);
    thread.interrupt();
    receive.get();
    channel.trySend("a");
    assertEquals(Optional.of("a"), channel.tryReceive());
    assertEquals(0, host.timers().size());
  }

  @Test
  void anInterruptThatComesTogetherWithAnElementIsKeptForLater() throws Exception {
    host.whenJoinBegins = () -> Thread.currentThread().interrupt();
    host.whenJoinEnds = () -> channel.trySend("a");
    assertEquals(Optional.of("a"), channel.receive(HOUR));
    assertTrue(Thread.interrupted());
    assertEquals(0, channel.size());
    assertEquals(0, host.timers().size());
  }

  @Test
  void anInterruptThatComesTogetherWithRoomIsKeptForLater() throws Exception {
    channel.trySend("a");
    channel.trySend("b");
    host.whenJoinBegins = () -> Thread.currentThread().interrupt();
    host.whenJoinEnds = channel::tryReceive;
    assertTrue(channel.send("c", HOUR));
    assertTrue(Thread.interrupted());
    assertEquals(Optional.of("b"), channel.tryReceive());
    assertEquals(Optional.of("c"), channel.tryReceive());
  }

  @Test
  void aJoinThatIsRefusedTakesNothing() {
    host.whenJoinBegins =
        () -> {
          throw new AwaitCycleException("refused by a test of channels");
        };
    assertThrows(AwaitCycleException.class, () -> channel.receive(HOUR));
    assertEquals(0, channel.inLine());
    assertEquals(0, host.timers().size());
    channel.trySend("a");
    assertEquals(Optional.of("a"), channel.tryReceive());
  }

  @Test
  void aHostMayServeAnEndInsteadOfLettingItWait() throws Exception {
    host.whenJoinBegins = () -> channel.trySend("a");
    assertEquals(Optional.of("a"), channel.receive(HOUR));
  }

  @Test
  void anInterruptedThreadDoesNotBeginToWait() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> channel.receive(HOUR));
    assertFalse(Thread.currentThread().isInterrupted());
    channel.trySend("a");
    channel.trySend("b");
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> channel.send("c", HOUR));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void blockingEndsAreRefusedInAHandlersTurn() {
    host.inTurn = true;
    channel.trySend("a");
    assertThrows(IllegalStateException.class, () -> channel.receive(SECOND));
    assertThrows(IllegalStateException.class, () -> channel.send("b", SECOND));
    assertThrows(IllegalStateException.class, () -> channel.iterator().hasNext());
    assertEquals(Optional.of("a"), channel.tryReceive());
    assertFalse(channel.receiving(SECOND).isDone());
  }

  @Test
  void aCompletionMayUseTheChannel() {
    var seen = new ArrayList<String>();
    channel
        .receiving(HOUR)
        .map(element -> {
          assertTrue(channel.trySend(element + "!"));
          return seen.add(element);
        });
    channel.trySend("a");
    assertEquals(List.of("a"), seen);
    assertEquals(Optional.of("a!"), channel.tryReceive());
  }

  @Test
  void saysWhatItIs() {
    channel.trySend("a");
    channel.close();
    assertEquals("a channel of capacity 2 with 1 inside, closed", channel.toString());
  }
}

package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leanagentic.AwaitException;
import io.leanagentic.ChannelClosedException;
import io.leanagentic.Select;
import io.leanagentic.internal.await.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selections over the same channels at once, with plain receivers among them. */
@Timeout(120)
class SelectStressTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TestHost host = TestHost.withRunningClock();

  @AfterEach
  void stopTheTimers() {
    host.close();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "1, 3", "3, 2", "64, 3"})
  void racingSelectionsLoseAndDoubleNothing(int capacity, int channelCount) throws Exception {
    int each = 5_000;
    var channels = channels(capacity, channelCount);
    var receivers = new ArrayList<FutureTask<Tally>>();
    for (int r = 0; r < 3; r++) {
      int receiver = r;
      receivers.add(
          start(
              r,
              () -> {
                var tally = new Tally(channelCount, each);
                // Each names the channels in an order of its own, so that claims meet crosswise.
                var order = new ArrayList<>(channels);
                Collections.rotate(order, receiver);
                var select = Select.create();
                order.forEach(channel -> select.on(channel, tally::add));
                runUntilClosed(select);
                return tally;
              }));
    }
    receivers.add(
        start(
            3,
            () -> {
              var tally = new Tally(channelCount, each);
              channels.getFirst().forEach(tally::add);
              return tally;
            }));
    sendAll(channels, each);
    var all = new Tally(channelCount, each);
    for (var receiver : receivers) {
      all.merge(receiver.get());
    }
    all.assertEachOnce();
    assertEverythingIsLeft(channels);
  }

  @Test
  void noPlaceIsLeftBehindAWaitingReceiver() throws Exception {
    var quiet = new BoundedChannel<Integer>(host, 1);
    var busy = new BoundedChannel<Integer>(host, 1);
    var receiving = quiet.receiving(LONG);
    int rounds = 20_000;
    var sender =
        start(
            0,
            () -> {
              for (int i = 0; i < rounds; i++) {
                for (int spins = 0; !busy.trySend(i); ) {
                  spins = MpmcRing.pause(spins);
                }
              }
              return rounds;
            });
    var select = Select.create().on(busy, i -> {}).on(quiet, i -> {});
    for (int i = 0; i < rounds; i++) {
      select.taking(LONG).join().run();
    }
    sender.get();
    assertEquals(1, quiet.inLine());
    quiet.trySend(5);
    assertEquals(5, receiving.join());
  }

  private static void runUntilClosed(Select select) throws InterruptedException {
    try {
      while (true) {
        select.run(LONG);
      }
    } catch (ChannelClosedException end) {
      // all closed
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void cancelledSelectionsTakeNothing(int capacity) throws Exception {
    int each = 4_000;
    var channels = channels(capacity, 2);
    var receivers = new ArrayList<FutureTask<Tally>>();
    for (int r = 0; r < 3; r++) {
      int receiver = r;
      receivers.add(start(r, () -> takeAndCancel(channels, receiver, each)));
    }
    sendAll(channels, each);
    var all = new Tally(2, each);
    for (var receiver : receivers) {
      all.merge(receiver.get());
    }
    all.assertEachOnce();
    assertEverythingIsLeft(channels);
  }

  private static Tally takeAndCancel(
      List<BoundedChannel<Integer>> channels, int receiver, int each) {
    var random = new Random(receiver);
    var tally = new Tally(2, each);
    var select = Select.create();
    channels.forEach(channel -> select.on(channel, tally::addUnordered));
    while (true) {
      Duration timeout = random.nextBoolean() ? Duration.ofNanos(1 + random.nextInt(20_000)) : LONG;
      var taking = select.taking(timeout);
      if (random.nextInt(3) == 0) {
        if (random.nextBoolean()) {
          taking.cancel();
        } else {
          Thread.startVirtualThread(taking::cancel);
        }
      }
      try {
        taking.join().run();
      } catch (AwaitException e) {
        if (e.getCause() instanceof ChannelClosedException) {
          return tally;
        }
      }
    }
  }

  private List<BoundedChannel<Integer>> channels(int capacity, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new BoundedChannel<Integer>(host, capacity))
        .toList();
  }

  /** Sends to each channel from a thread of its own, then closes it. */
  private static void sendAll(List<BoundedChannel<Integer>> channels, int each) throws Exception {
    var senders = new ArrayList<FutureTask<Integer>>();
    for (int c = 0; c < channels.size(); c++) {
      int number = c;
      var channel = channels.get(c);
      senders.add(
          start(
              c + 1,
              () -> {
                for (int i = 0; i < each; i++) {
                  channel.send(number * each + i, LONG);
                }
                channel.close();
                return each;
              }));
    }
    for (var sender : senders) {
      assertEquals(each, sender.get());
    }
  }

  private void assertEverythingIsLeft(List<BoundedChannel<Integer>> channels) {
    assertEquals(0, host.timers().size());
    channels.forEach(channel -> assertEquals(0, channel.inLine()));
  }

  private static <V> FutureTask<V> start(int kind, Callable<V> body) {
    var task = new FutureTask<>(body);
    if (kind % 2 == 0) {
      Thread.ofPlatform().daemon().start(task);
    } else {
      Thread.ofVirtual().start(task);
    }
    return task;
  }
}

package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.ChannelClosedException;
import io.leanagentic.internal.await.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many ends at once. Each element is a number, so that what was accepted can be compared with what
 * was received.
 */
@Timeout(120)
class ChannelStressTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final TestHost host = TestHost.withRunningClock();

  @AfterEach
  void stopTheTimers() {
    host.close();
  }

  /** One way to send. Returns whether the element was accepted. */
  private interface Sender {
    boolean send(BoundedChannel<Integer> channel, int element) throws InterruptedException;
  }

  private static final List<Sender> SENDERS =
      List.of(
          (channel, element) -> channel.send(element, LONG),
          BoundedChannel::trySend,
          (channel, element) -> channel.sending(element, LONG).join() == channel);

  private static void receiveAll(BoundedChannel<Integer> channel, int how, Tally tally)
      throws InterruptedException {
    try {
      switch (how) {
        case 0 -> channel.forEach(tally::add);
        case 1 -> {
          while (true) {
            channel.receive(LONG).ifPresent(tally::add);
          }
        }
        case 2 -> {
          while (true) {
            tally.add(channel.receiving(LONG).join());
          }
        }
        default -> {
          for (int spins = 0; !channel.isDrained(); spins = MpmcRing.pause(spins)) {
            channel.tryReceive().ifPresent(tally::add);
          }
        }
      }
    } catch (ChannelClosedException end) {
      // drained
    } catch (AwaitException e) {
      if (!(e.getCause() instanceof ChannelClosedException)) {
        throw e;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void racingEndsLoseAndDoubleNothing(int capacity) throws Exception {
    for (int receivers = 1; receivers <= 4; receivers += 3) {
      race(capacity, receivers, 5_000);
    }
  }

  private void race(int capacity, int receiverCount, int each) throws Exception {
    var channel = new BoundedChannel<Integer>(host, capacity);
    var receivers = new ArrayList<FutureTask<Tally>>();
    for (int r = 0; r < receiverCount; r++) {
      int how = r;
      receivers.add(
          start(
              r,
              () -> {
                var tally = new Tally(SENDERS.size(), each);
                receiveAll(channel, how, tally);
                return tally;
              }));
    }
    var senders = new ArrayList<FutureTask<Integer>>();
    for (int s = 0; s < SENDERS.size(); s++) {
      int sender = s;
      senders.add(
          start(
              s + 1,
              () -> {
                for (int i = 0; i < each; i++) {
                  for (int spins = 0; !SENDERS.get(sender).send(channel, sender * each + i); ) {
                    spins = MpmcRing.pause(spins);
                  }
                }
                return each;
              }));
    }
    for (var sender : senders) {
      sender.get();
    }
    channel.close();
    var all = new Tally(SENDERS.size(), each);
    for (var receiver : receivers) {
      all.merge(receiver.get());
    }
    all.assertEachOnce();
    assertEquals(0, host.timers().size());
  }

  /**
   * Both ends come at about the same moment, again and again. A lost wake-up would let one wait
   * until the time is up.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noWakeUpIsLost(boolean full) throws Exception {
    int rounds = 100_000;
    var channel = new BoundedChannel<Integer>(host, 1);
    if (full) {
      channel.trySend(-1);
    }
    var begun = new AtomicInteger(-1);
    var other =
        start(
            0,
            () -> {
              var random = new Random(1);
              for (int i = 0; i < rounds; i++) {
                for (int spins = 0; begun.get() < i; ) {
                  spins = MpmcRing.pause(spins);
                }
                pauseShortly(random);
                assertTrue(full ? channel.tryReceive().isPresent() : channel.trySend(i));
              }
              return rounds;
            });
    var random = new Random(2);
    for (int i = 0; i < rounds; i++) {
      begun.set(i);
      pauseShortly(random);
      Await<?> waiting = full ? channel.sending(i, LONG) : channel.receiving(LONG);
      waiting.join();
    }
    assertEquals(rounds, other.get());
  }

  private static void pauseShortly(Random random) {
    for (int spin = random.nextInt(30); spin > 0; spin--) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void closeRacesWithSenders(int capacity) throws Exception {
    int max = 20_000;
    for (int round = 0; round < 40; round++) {
      var channel = new BoundedChannel<Integer>(host, capacity);
      var senders = new ArrayList<FutureTask<Integer>>();
      for (int s = 0; s < SENDERS.size(); s++) {
        int sender = s;
        senders.add(start(s + round, () -> sendUntilClosed(channel, sender, max)));
      }
      var receivers = new ArrayList<FutureTask<Tally>>();
      for (int r = 0; r < 2; r++) {
        int how = (r + round) % 4;
        receivers.add(
            start(
                r + round,
                () -> {
                  var tally = new Tally(SENDERS.size(), max);
                  receiveAll(channel, how, tally);
                  return tally;
                }));
      }
      var random = new Random(round);
      for (int spin = random.nextInt(20_000); spin > 0; spin--) {
        Thread.onSpinWait();
      }
      channel.close();
      var all = new Tally(SENDERS.size(), max);
      for (var receiver : receivers) {
        all.merge(receiver.get());
      }
      for (int s = 0; s < SENDERS.size(); s++) {
        int accepted = senders.get(s).get();
        for (int i = 0; i < max; i++) {
          assertEquals(i < accepted ? 1 : 0, all.count(s * max + i), "sender " + s + " sent " + i);
        }
      }
      assertEquals(0, channel.size());
    }
  }

  private static int sendUntilClosed(BoundedChannel<Integer> channel, int sender, int max)
      throws InterruptedException {
    int accepted = 0;
    try {
      for (int spins = 0; accepted < max; spins = MpmcRing.pause(spins)) {
        if (SENDERS.get(sender).send(channel, sender * max + accepted)) {
          accepted++;
        }
      }
    } catch (ChannelClosedException end) {
      // closed by the test
    } catch (AwaitException e) {
      if (!(e.getCause() instanceof ChannelClosedException)) {
        throw e;
      }
    }
    return accepted;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void cancelledEndsMoveNothing(int capacity) throws Exception {
    int each = 5_000;
    var channel = new BoundedChannel<Integer>(host, capacity);
    var senders = new ArrayList<FutureTask<boolean[]>>();
    var receivers = new ArrayList<FutureTask<Tally>>();
    for (int s = 0; s < 2; s++) {
      int sender = s;
      senders.add(start(s, () -> sendAndCancel(channel, sender, each)));
      receivers.add(start(s, () -> receiveAndCancel(channel, sender, each)));
    }
    var sent = new ArrayList<boolean[]>();
    for (var sender : senders) {
      sent.add(sender.get());
    }
    channel.close();
    var all = new Tally(2, each);
    for (var receiver : receivers) {
      all.merge(receiver.get());
    }
    for (int i = 0; i < 2 * each; i++) {
      assertEquals(sent.get(i / each)[i % each] ? 1 : 0, all.count(i), "element " + i);
    }
    assertEquals(0, host.timers().size());
  }

  /** Cancels, or lets time out, about half of its sends. */
  private static boolean[] sendAndCancel(BoundedChannel<Integer> channel, int sender, int each) {
    var random = new Random(sender);
    var sent = new boolean[each];
    for (int i = 0; i < each; i++) {
      Duration timeout = random.nextBoolean() ? Duration.ofNanos(1 + random.nextInt(20_000)) : LONG;
      var sending = channel.sending(sender * each + i, timeout);
      if (random.nextInt(3) == 0) {
        cancelSoon(sending, random);
      }
      sent[i] = succeeds(sending);
    }
    return sent;
  }

  private static Tally receiveAndCancel(BoundedChannel<Integer> channel, int seed, int each) {
    var random = new Random(seed + 100);
    var tally = new Tally(2, each);
    while (!channel.isDrained()) {
      Duration timeout = random.nextBoolean() ? Duration.ofNanos(1 + random.nextInt(20_000)) : LONG;
      var receiving = channel.receiving(timeout);
      if (random.nextInt(3) == 0) {
        cancelSoon(receiving, random);
      }
      if (succeeds(receiving)) {
        tally.addUnordered(receiving.join());
      }
    }
    return tally;
  }

  private static void cancelSoon(Await<?> await, Random random) {
    if (random.nextBoolean()) {
      await.cancel();
    } else {
      Thread.startVirtualThread(await::cancel);
    }
  }

  private static boolean succeeds(Await<?> await) {
    try {
      await.join();
      return true;
    } catch (AwaitException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void interruptedEndsMoveNothing(int capacity) throws Exception {
    int each = 5_000;
    var channel = new BoundedChannel<Integer>(host, capacity);
    var sent = new boolean[each];
    var interrupts = new AtomicInteger();
    var sending =
        new FutureTask<>(() -> {
          for (int i = 0; i < each; i++) {
            try {
              sent[i] = channel.send(i, LONG);
            } catch (InterruptedException e) {
              interrupts.incrementAndGet();
            }
          }
          return each;
        });
    var tally = new Tally(1, each);
    var receiving =
        new FutureTask<>(() -> {
          while (!channel.isDrained()) {
            try {
              channel.receive(LONG).ifPresent(tally::add);
            } catch (InterruptedException e) {
              interrupts.incrementAndGet();
            } catch (ChannelClosedException end) {
              break;
            }
          }
          return each;
        });
    var sender = Thread.ofPlatform().daemon().start(sending);
    var receiver = Thread.ofVirtual().start(receiving);
    while (!sending.isDone()) {
      sender.interrupt();
      receiver.interrupt();
      for (int spin = 0; spin < 200; spin++) {
        Thread.onSpinWait();
      }
    }
    channel.close();
    sending.get();
    receiving.get();
    for (int i = 0; i < each; i++) {
      assertEquals(sent[i] ? 1 : 0, tally.count(i), "element " + i);
    }
    assertTrue(interrupts.get() > 0);
    assertEquals(0, host.timers().size());
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

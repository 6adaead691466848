package io.leanagentic.internal.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.MailboxConfig;
import io.leanagentic.internal.channel.MpmcRing.Offer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MpmcRingTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 64, 100})
  void holdsExactlyItsCapacity(int capacity) {
    var ring = new MpmcRing<Integer>(capacity);
    for (int lap = 0; lap < 5; lap++) {
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, ring.size());
        assertEquals(Offer.ACCEPTED, ring.offer(i));
      }
      assertEquals(Offer.FULL, ring.offer(-1));
      for (int i = 0; i < capacity; i++) {
        assertEquals(i, ring.poll());
      }
      assertNull(ring.poll());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 64})
  void agreesWithAQueue(int capacity) {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var ring = new MpmcRing<Integer>(capacity);
      var queue = new ArrayDeque<Integer>();
      boolean closed = false;
      for (int i = 0; i < 300; i++) {
        int what = random.nextInt(300);
        if (what == 0) {
          assertEquals(!closed, ring.close());
          closed = true;
        } else if (what < 160) {
          var full = queue.size() == capacity ? Offer.FULL : Offer.ACCEPTED;
          var expected = closed ? Offer.CLOSED : full;
          assertEquals(expected, ring.offer(i), "seed " + seed);
          if (expected == Offer.ACCEPTED) {
            queue.add(i);
          }
        } else {
          assertEquals(queue.poll(), ring.poll(), "seed " + seed);
        }
        assertEquals(queue.size(), ring.size(), "seed " + seed);
        assertEquals(closed, ring.isClosed(), "seed " + seed);
        assertEquals(closed && queue.isEmpty(), ring.isDrained(), "seed " + seed);
      }
    }
  }

  @Test
  void keepsNoElementThatWasTaken() {
    var ring = new MpmcRing<Object>(4);
    ring.offer("a");
    ring.poll();
    assertTrue(ring.isEmptyInside());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, (1 << 24) + 1, 1 << 30, Integer.MAX_VALUE})
  void refusesACapacityOutOfRange(int capacity) {
    var refused = assertThrows(IllegalArgumentException.class, () -> new MpmcRing<>(capacity));
    assertEquals(
        "channel capacity is " + capacity + "; allowed: 1 to " + MailboxConfig.MAX_CAPACITY,
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void manySendersAndReceiversLoseAndDoubleNothing(int capacity) throws Exception {
    int ends = 3;
    int each = 5_000;
    var ring = new MpmcRing<Integer>(capacity);
    var senders = new ArrayList<FutureTask<Integer>>();
    var receivers = new ArrayList<FutureTask<Tally>>();
    for (int s = 0; s < ends; s++) {
      int sender = s;
      senders.add(
          start(() -> {
            for (int i = 0; i < each; i++) {
              while (ring.offer(sender * each + i) != Offer.ACCEPTED) {
                Thread.onSpinWait();
              }
            }
            return each;
          }));
      receivers.add(
          start(() -> {
            var tally = new Tally(ends, each);
            while (!ring.isDrained()) {
              var element = ring.poll();
              if (element == null) {
                Thread.onSpinWait();
              } else {
                tally.add(element);
              }
              assertTrue(ring.size() <= capacity);
            }
            return tally;
          }));
    }
    for (var sender : senders) {
      sender.get();
    }
    ring.close();
    var all = new Tally(ends, each);
    for (var receiver : receivers) {
      all.merge(receiver.get());
    }
    all.assertEachOnce();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void neitherEmptyNorFullBecauseOfAThreadInBetween(int capacity) throws Exception {
    int threads = 4;
    var ring = new MpmcRing<Integer>(capacity);
    for (int i = 0; i < capacity - threads; i++) {
      ring.offer(i);
    }
    var tasks = new ArrayList<FutureTask<Boolean>>();
    for (int t = 0; t < threads; t++) {
      tasks.add(
          start(() -> {
            for (int i = 0; i < 200_000; i++) {
              // Each thread has at most one element inside, so there is room for it before, and an
              // element for it after.
              assertEquals(Offer.ACCEPTED, ring.offer(i));
              assertNotNull(ring.poll());
            }
            return true;
          }));
    }
    for (var task : tasks) {
      assertTrue(task.get());
    }
    assertEquals(capacity - threads, ring.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void whatIsAcceptedBeforeCloseIsReceived(int capacity) throws Exception {
    for (int round = 0; round < 200; round++) {
      var ring = new MpmcRing<Integer>(capacity);
      var sender =
          start(() -> {
            int accepted = 0;
            for (Offer offer = ring.offer(0); offer != Offer.CLOSED; ) {
              accepted += offer == Offer.ACCEPTED ? 1 : 0;
              offer = ring.offer(accepted);
            }
            return accepted;
          });
      var receiver =
          start(() -> {
            int received = 0;
            while (!ring.isDrained()) {
              received += ring.poll() == null ? 0 : 1;
            }
            return received;
          });
      for (int spin = 0; spin < round * 20; spin++) {
        Thread.onSpinWait();
      }
      assertTrue(ring.close());
      assertFalse(ring.close());
      assertEquals(sender.get(), receiver.get(), "round " + round);
      assertNull(ring.poll());
    }
  }

  private static <V> FutureTask<V> start(Callable<V> body) {
    var task = new FutureTask<>(body);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}

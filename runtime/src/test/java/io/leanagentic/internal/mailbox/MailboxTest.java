package io.leanagentic.internal.mailbox;

import static io.leanagentic.testing.Interleavings.FULL_SPEED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mailbox alone: every interleaving of few messages, then many messages at full speed. */
final class MailboxTest {

  private static int explore(Supplier<SteppedMailbox> fresh) {
    return Interleavings.upTo(3, () -> SteppedMailbox.check(fresh, 2, 2))
        + Interleavings.upTo(3, () -> SteppedMailbox.check(fresh, 1, 2, 1))
        + Interleavings.upTo(2, () -> SteppedMailbox.check(fresh, 1, 1, 1, 1));
  }

  /** The checks of {@link SteppedMailbox}: M1, M2 and M3, systematically. */
  @Test
  void onlyThePutThatFindsItIdleSchedules() {
    int runs = explore(RealMailbox::new);
    assertTrue(runs > 5_000, () -> "only " + runs + " interleavings");
  }

  /** One thread takes, as soon as there is something: it may be faster than who schedules it. */
  @Test
  void aLoopAgentMayRunBeforeItIsScheduled() {
    int runs =
        Interleavings.upTo(3, () -> SteppedMailbox.check(RealMailbox.OfALoop::new, 1, 3))
            + Interleavings.upTo(3, () -> SteppedMailbox.check(RealMailbox.OfALoop::new, 1, 2, 1));
    assertTrue(runs > 2_000, () -> "only " + runs + " interleavings");
  }

  /** Where numbers wrap the protocol is the same. */
  @Test
  void theProtocolHoldsWhereNumbersWrap() {
    for (int takenBefore = -3; takenBefore < 0; takenBefore++) {
      int before = takenBefore;
      int runs =
          explore(() -> {
            var box = new RealMailbox();
            box.setConsumedOpaque(before);
            return box;
          });
      assertTrue(runs > 5_000, () -> "only " + runs + " interleavings");
    }
  }

  private static List<Arguments> brokenMailboxes() {
    return List.of(
        broken(BrokenMailboxes.SeparateFlag::new, "nobody is scheduled any more"),
        broken(BrokenMailboxes.IdleInTwoSteps::new, "nobody is scheduled any more"),
        broken(BrokenMailboxes.NumberedTooEarly::new, "a sender sees a depth of"),
        broken(BrokenMailboxes.ScheduledTwice::new, "scheduled although it is already"));
  }

  private static Arguments broken(Supplier<SteppedMailbox> fresh, String found) {
    return Arguments.of(fresh.get().getClass().getSimpleName(), fresh, found);
  }

  /** What these checks are worth. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenMailboxes")
  void aBrokenMailboxIsFound(String name, Supplier<SteppedMailbox> broken, String found) {
    var failure = assertThrows(AssertionError.class, () -> explore(broken), name);
    assertTrue(failure.toString().contains(found), failure::toString);
  }

  /** Threads that put, and threads that run the agent whenever one of them was told to. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void everyMessageIsTakenOnceAndInOrder(int senders) throws Exception {
    int each = 200_000 / senders;
    var box = new RealMailbox();
    var scheduled = new ConcurrentLinkedQueue<RealMailbox>();
    var taken = new AtomicInteger(); // counts for the end only
    int[] next = new int[senders]; // plain: a turn must see what the last one wrote
    var wrong = new ConcurrentLinkedQueue<String>();
    var threads = new ArrayList<Thread>();
    for (int s = 0; s < senders; s++) {
      int first = s * each;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int m = first; m < first + each; m++) {
                  if (box.put(m, depth -> {}, FULL_SPEED)) {
                    scheduled.add(box);
                  }
                }
              }));
    }
    for (int w = 0; w < 2; w++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                while (taken.get() < senders * each && wrong.isEmpty()) {
                  RealMailbox mine = scheduled.poll();
                  if (mine == null) {
                    Thread.onSpinWait();
                    continue;
                  }
                  var count = new AtomicInteger();
                  mine.turn(
                      message -> {
                        if (next[message / each]++ != message % each) {
                          wrong.add(message + " after " + next[message / each]);
                        }
                        count.incrementAndGet();
                      },
                      FULL_SPEED);
                  taken.addAndGet(count.get());
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    assertEquals(List.of(), List.copyOf(wrong));
    assertTrue(IntStream.of(next).allMatch(n -> n == each));
    assertTrue(box.isIdle());
    assertEquals(senders * each, box.consumedOpaque());
  }

  /** Against a count of what was put and taken, each read before the other can have changed it. */
  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE - 500, -500})
  void depthIsNeverUnderestimated(int takenBefore) throws Exception {
    var box = new RealMailbox();
    box.setConsumedOpaque(takenBefore);
    int messages = 100_000;
    var taken = new AtomicInteger();
    var scheduled = new AtomicInteger();
    var wrong = new ConcurrentLinkedQueue<String>();
    var worker =
        Thread.ofPlatform()
            .start(() -> {
              while (taken.get() < messages && wrong.isEmpty()) {
                if (scheduled.get() > 0) {
                  scheduled.decrementAndGet();
                  box.turn(message -> taken.incrementAndGet(), FULL_SPEED);
                }
              }
            });
    for (int i = 0; i < messages; i++) {
      int put = i + 1;
      boolean schedules =
          box.put(
              i,
              depth -> {
                int least = put - taken.get(); // may shrink meanwhile, never grow
                if (depth < least) {
                  wrong.add(depth + " < " + least);
                }
              },
              FULL_SPEED);
      if (schedules) {
        scheduled.incrementAndGet();
      }
    }
    Until.ended(worker);
    assertEquals(List.of(), List.copyOf(wrong));
    assertEquals(0, MailboxHead.depth(box.headAcquire(), box.consumedOpaque()));
  }

  /** Whatever waits across the place where numbers begin anew. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void numbersWrapUnseen(int waiting) {
    for (int takenBefore = -7; takenBefore < 0; takenBefore++) {
      var box = new RealMailbox();
      box.setConsumedOpaque(takenBefore);
      int seen = 0;
      for (int round = 0; round < 4; round++) {
        for (int i = 1; i <= waiting; i++) {
          int depth = i;
          put(box, seen++, saw -> assertEquals(depth, saw));
        }
        assertEquals(waiting, MailboxHead.depth(box.headAcquire(), box.consumedOpaque()));
        if (round % 2 == 0) {
          box.turn(message -> {}, FULL_SPEED);
          assertTrue(box.isIdle());
        } else { // it does not go idle
          for (int i = takeAll(box).size(); i > 0; i--) {
            box.setConsumedOpaque(MailboxHead.following(box.consumedOpaque()));
          }
        }
        assertEquals(0, MailboxHead.depth(box.headAcquire(), box.consumedOpaque()));
      }
    }
  }

  @Test
  void takenNodesAreCleared() {
    var box = new RealMailbox();
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < 5; i++) {
      assertEquals(i == 0, put(box, i));
      nodes.add(box.headAcquire());
    }
    assertEquals(List.of(0, 1, 2, 3, 4), takeAll(box));
    for (Node node : nodes) {
      assertNull(node.message);
      assertNull(node.link);
    }
    assertSame(nodes.getLast(), box.headAcquire(), "the newest stays, emptied");
    put(box, 5);
    Node behind = box.headAcquire();
    assertSame(nodes.getLast(), behind.link);
    assertEquals(List.of(5), takeAll(box));
    assertNull(behind.link, "it would keep all that came before alive");
  }

  @Test
  void aTakenNodeIsNotTakenAgain() {
    var box = new RealMailbox();
    put(box, 1);
    Node node = box.headAcquire();
    assertEquals(1, MailboxHead.take(node));
    assertThrows(AssertionError.class, () -> MailboxHead.take(node));
    assertThrows(AssertionError.class, () -> box.takeAll(node));
  }

  @Test
  void onlyAnIdleMailboxIsWoken() {
    var box = new RealMailbox();
    assertTrue(box.wakeIfIdle());
    assertFalse(box.wakeIfIdle(), "awake already");
    assertFalse(put(box, 1), "who woke it schedules it");
    assertFalse(box.wakeIfIdle());
    assertEquals(List.of(1), takeAll(box));
    assertTrue(box.goIdle(box.headAcquire()));
    assertTrue(box.wakeIfIdle());
  }

  /** Whatever was taken before: of a batch of {@code first}, then of what came meanwhile. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void closeReturnsTheRestInOrder(int handled) {
    for (int later = 0; later < 3; later++) {
      var box = new RealMailbox();
      for (int i = 0; i < 3; i++) {
        put(box, i);
      }
      Node batch = box.takeAll(box.headAcquire());
      for (int i = 0; i < handled; i++) {
        Node node = Objects.requireNonNull(batch);
        batch = MailboxHead.next(node);
        assertEquals(i, MailboxHead.take(node));
      }
      for (int i = 0; i < later; i++) {
        put(box, 3 + i);
      }
      var rest = new ArrayList<Object>();
      for (Node node = box.close(batch); node != null; ) {
        Node following = MailboxHead.next(node);
        rest.add(MailboxHead.take(node));
        node = following;
      }
      assertEquals(IntStream.range(handled, 3 + later).boxed().toList(), rest);
      assertFalse(box.wakeIfIdle(), "closed for ever");
    }
  }

  private static boolean put(RealMailbox box, int message) {
    return put(box, message, depth -> {});
  }

  private static boolean put(RealMailbox box, int message, IntConsumer done) {
    return box.put(message, done, FULL_SPEED);
  }

  private static List<Integer> takeAll(RealMailbox box) {
    var all = new ArrayList<Integer>();
    for (Node node = box.takeAll(box.headAcquire()); node != null; ) {
      Node following = MailboxHead.next(node);
      all.add((Integer) MailboxHead.take(node));
      node = following;
    }
    return all;
  }
}

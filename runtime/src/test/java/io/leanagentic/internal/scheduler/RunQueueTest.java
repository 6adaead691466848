package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Seeds;
import io.leanagentic.testing.Until;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring of a worker, as small as it can be, between its owner and thieves. */
final class RunQueueTest {
  private static final int RING = 4;

  private final RunQueue queue = new RunQueue(RING);
  private final Injector overflow = new GlobalQueue(new Machine.Real(), 1).injector(0);

  /** How often each of so many tasks was taken. */
  private static final class Tally {
    final AtomicInteger[] taken;
    final TestTask[] tasks;

    Tally(int tasks) {
      taken =
          IntStream.range(0, tasks)
              .mapToObj(i -> new AtomicInteger())
              .toArray(AtomicInteger[]::new);
      this.tasks =
          IntStream.range(0, tasks)
              .mapToObj(i -> TestTask.of(taken[i]::incrementAndGet))
              .toArray(TestTask[]::new);
    }

    /** Runs {@code task}, if there is one; returns whether there was. */
    static boolean run(@Nullable Task task) {
      if (task == null) {
        return false;
      }
      task.run(new Frame(null));
      return true;
    }

    void check() {
      for (int i = 0; i < taken.length; i++) {
        assertEquals(1, taken[i].get(), "task " + i);
      }
    }
  }

  /** A look at the fields of a queue; for its owner, or at rest. */
  private record Look(List<@Nullable Task> slots, int steal, int real, int tail) {
    static Look at(RunQueue queue) {
      try {
        long head = (long) field("head", queue);
        return new Look(
            Arrays.asList((@Nullable Task[]) field("slots", queue)),
            (int) (head >>> 32),
            (int) head,
            (int) field("tail", queue));
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }

    private static Object field(String name, RunQueue queue) throws ReflectiveOperationException {
      var field = RunQueue.class.getDeclaredField(name);
      field.setAccessible(true);
      return Objects.requireNonNull(field.get(queue));
    }

    /** R1; thieves may raise steal and real at any time, so this holds whenever the owner looks. */
    boolean holdsR1() {
      return tail - steal >= 0
          && tail - steal <= slots.size()
          && real - steal >= 0
          && tail - real >= 0;
    }
  }

  @Test
  void whatFitsIsTakenInOrder() {
    var tally = new Tally(3 * RING);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < RING; i++) {
        queue.put(tally.tasks[round * RING + i], overflow);
        assertEquals(i + 1, queue.size());
      }
      for (int i = 0; i < RING; i++) {
        assertEquals(tally.tasks[round * RING + i], queue.take());
      }
      assertTrue(queue.isEmpty());
      assertNull(queue.take());
    }
    assertTrue(overflow.isEmpty());
  }

  @Test
  void theOlderHalfOverflowsBeforeTheNewTask() {
    var tally = new Tally(RING + 1);
    for (TestTask task : tally.tasks) {
      queue.put(task, overflow);
    }
    assertEquals(List.of(tally.tasks[0], tally.tasks[1], tally.tasks[4]), drained(overflow));
    assertEquals(tally.tasks[2], queue.take());
    assertEquals(tally.tasks[3], queue.take());
    assertNull(queue.take());
  }

  private static List<Task> drained(Injector global) {
    var all = new ArrayList<Task>();
    for (Task task = global.takeInTurn(); task != null; task = global.takeInTurn()) {
      all.add(task);
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aThiefTakesTheOlderHalf(int tasks) {
    var tally = new Tally(RING);
    for (int i = 0; i < tasks; i++) {
      queue.put(tally.tasks[i], overflow);
    }
    var thief = new RunQueue(RING);
    Task first = queue.stealInto(thief);
    int stolen = (tasks + 1) / 2;
    assertEquals(tasks - stolen, queue.size());
    assertEquals(Math.max(0, stolen - 1), thief.size());
    assertEquals(
        tasks == 0 ? null : tally.tasks[stolen - 1], first, "the last of them, to run now");
    for (int i = 0; i < stolen - 1; i++) {
      assertEquals(tally.tasks[i], thief.take());
    }
    for (int i = stolen; i < tasks; i++) {
      assertEquals(tally.tasks[i], queue.take());
    }
  }

  @Test
  void aThiefWithoutRoomTakesNothing() {
    var tally = new Tally(RING + 3);
    var thief = new RunQueue(RING);
    for (int i = 0; i < 3; i++) {
      thief.put(tally.tasks[i], overflow);
    }
    for (int i = 3; i < RING + 3; i++) {
      queue.put(tally.tasks[i], overflow);
    }
    assertNull(queue.stealInto(thief));
    assertEquals(RING, queue.size());
    assertEquals(3, thief.size());
  }

  /** R1 after each of random operations of one thread, with the counters about to wrap around. */
  @Test
  void neverHoldsMoreThanItsCapacity() {
    Seeds.each(
        20,
        seed -> {
          var random = new SplittableRandom(seed);
          var ring = new RunQueue(RING);
          var global = new GlobalQueue(new Machine.Real(), 1).injector(0);
          var model = new ArrayDeque<Task>();
          startAt(ring, random.nextBoolean() ? 0 : Integer.MAX_VALUE - 100);
          for (int i = 0; i < 500; i++) {
            switch (random.nextInt(5)) {
              case 0, 1, 2 -> {
                var task = TestTask.of(() -> {});
                ring.put(task, global);
                if (model.size() == RING) {
                  assertEquals(List.of(model.remove(), model.remove(), task), drained(global));
                } else {
                  model.add(task);
                }
              }
              case 3 -> assertEquals(model.poll(), ring.take());
              default -> {
                var thief = new RunQueue(RING);
                int stolen = model.size() - model.size() / 2;
                Task last = ring.stealInto(thief);
                for (int n = 0; n < stolen - 1; n++) {
                  assertEquals(model.remove(), thief.take());
                }
                assertEquals(stolen == 0 ? null : model.remove(), last);
              }
            }
            assertEquals(model.size(), ring.size());
            assertTrue(Look.at(ring).holdsR1(), () -> Look.at(ring).toString());
          }
        });
  }

  private static void startAt(RunQueue ring, int count) throws ReflectiveOperationException {
    var head = RunQueue.class.getDeclaredField("head");
    head.setAccessible(true);
    head.setLong(ring, ((long) count << 32) | count);
    var tail = RunQueue.class.getDeclaredField("tail");
    tail.setAccessible(true);
    tail.setInt(ring, count);
  }

  /** An owner and thieves who steal from it and from each other; all of them look after R1. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyTaskIsTakenOnceUnderStealing(int thieves) throws Exception {
    int tasks = 300_000;
    var tally = new Tally(tasks);
    var queues = new ArrayList<RunQueue>(List.of(queue));
    for (int t = 0; t < thieves; t++) {
      queues.add(new RunQueue(RING));
    }
    var left = new AtomicInteger(1);
    var wrong = new ConcurrentLinkedQueue<String>();
    var threads = new ArrayList<Thread>();
    threads.add(
        guarded(
            wrong,
            () -> {
              for (int i = 0; i < tasks; i++) {
                queue.put(tally.tasks[i], overflow);
                look(queue, wrong);
                if (i % 3 == 0) {
                  Tally.run(queue.take());
                }
              }
              left.set(0);
              while (Tally.run(queue.take())) {}
            }));
    for (int t = 1; t <= thieves; t++) {
      RunQueue own = queues.get(t);
      var random = new SplittableRandom(t);
      threads.add(
          guarded(
              wrong,
              () -> {
                while (left.get() > 0) {
                  RunQueue victim = queues.get(random.nextInt(queues.size()));
                  if (victim != own) {
                    Tally.run(victim.stealInto(own));
                    look(own, wrong);
                  }
                  if (random.nextInt(4) == 0) {
                    Tally.run(own.take());
                  }
                }
                while (Tally.run(own.take())) {}
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    assertEquals(List.of(), List.copyOf(wrong));
    for (RunQueue any : queues) {
      while (Tally.run(any.take())) {}
    }
    drained(overflow).forEach(Tally::run);
    tally.check();
    for (RunQueue any : queues) {
      assertTrue(Look.at(any).slots().stream().allMatch(Objects::isNull));
    }
  }

  private static Thread guarded(ConcurrentLinkedQueue<String> wrong, Runnable body) {
    return Thread.ofPlatform()
        .start(() -> {
          try {
            body.run();
          } catch (Throwable t) {
            wrong.add(t.toString());
          }
        });
  }

  private static void look(RunQueue own, ConcurrentLinkedQueue<String> wrong) {
    var look = Look.at(own);
    if (!look.holdsR1()) {
      wrong.add(look.toString());
    }
  }

  @Test
  void takenSlotsAreCleared() {
    var tally = new Tally(2 * RING);
    for (int i = 0; i < RING + 1; i++) { // two overflow
      queue.put(tally.tasks[i], overflow);
    }
    assertEquals(2, used(queue));
    queue.take();
    assertEquals(1, used(queue));
    for (int i = RING + 1; i < 2 * RING; i++) {
      queue.put(tally.tasks[i], overflow);
    }
    var thief = new RunQueue(RING);
    int before = queue.size();
    queue.stealInto(thief);
    assertEquals(before - 2, used(queue), "two are stolen");
    assertEquals(1, used(thief), "one of them is run at once");
    thief.take();
    assertEquals(0, used(thief));
  }

  private static long used(RunQueue queue) {
    return Look.at(queue).slots().stream().filter(Objects::nonNull).count();
  }

  // The protocol, systematically.

  private static int explore(Supplier<SteppedRing> fresh) {
    return Interleavings.upTo(3, () -> SteppedRing.check(fresh, 4, 2))
        + Interleavings.upTo(3, () -> SteppedRing.check(fresh, 3, 1, 1));
  }

  @Test
  void noInterleavingOfOwnerAndThievesTakesATaskTwice() {
    int runs = explore(SteppedRing::new);
    assertTrue(runs > 2_000, () -> "only " + runs + " interleavings");
  }

  /** What that is worth. */
  @Test
  void aBrokenStealIsFound() {
    assertThrows(AssertionError.class, () -> explore(SteppedRing.ForgetsClaims::new));
    assertThrows(AssertionError.class, () -> explore(SteppedRing.IgnoresThieves::new));
    assertThrows(AssertionError.class, () -> explore(SteppedRing.ClaimsInTwoSteps::new));
  }
}

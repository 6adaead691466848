package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.internal.scheduler.IdleWorkers.Sleep;
import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Interleavings.Step;
import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sleeps and who searches, without the threads; each call of IdleWorkers is one step. */
final class IdleWorkersTest {

  /** Workers that never start. */
  private static Worker[] workers(int count) {
    return new WorkStealingScheduler(
            count, 4, 1, Duration.ofDays(1), thread -> {}, Thread::start, SchedulerTest.NO_EVENTS)
        .victims();
  }

  /**
   * The life of workers around {@link IdleWorkers}, as {@link Worker} leads it: search, run, sleep,
   * look once more, be woken. Producers add work and wake.
   */
  private static class Life {
    final Worker[] workers;
    final IdleWorkers idle;
    final boolean[] woken;
    final boolean[] asleep;
    final boolean[] resting;
    int work;
    int producing;
    int done;

    Life(int workers) {
      this.workers = workers(workers);
      this.idle = new IdleWorkers(workers, new Machine.Real());
      this.woken = new boolean[workers];
      this.asleep = new boolean[workers];
      this.resting = new boolean[workers];
    }

    static Case check(Life life, int... work) {
      var programs = new ArrayList<Program>();
      int all = 0;
      for (int n : work) {
        programs.add(step -> life.produce(n, step));
        all += n;
      }
      life.producing = work.length;
      for (int w = 0; w < life.workers.length; w++) {
        int me = w;
        programs.add(step -> life.live(me, step));
      }
      int expected = all;
      return new Case(programs, () -> assertEquals(expected, life.done, "work is left"));
    }

    void produce(int amount, Step step) {
      for (int i = 0; i < amount; i++) {
        step.next();
        work++;
        step.next();
        wakeOne();
      }
      producing--;
    }

    void wakeOne() {
      Worker sleeper = idle.wakeForWork();
      if (sleeper != null) {
        int who = List.of(workers).indexOf(sleeper);
        assertTrue(asleep[who], "a worker is woken that does not sleep");
        assertFalse(woken[who], "a worker is woken twice");
        woken[who] = true;
      }
      checkBounds();
    }

    void checkBounds() {
      assertTrue(
          0 <= idle.searching()
              && idle.searching() <= idle.awake()
              && idle.awake() <= workers.length,
          () -> idle.searching() + " searching, " + idle.awake() + " awake");
    }

    void live(int me, Step step) {
      boolean searching = false;
      for (; ; ) {
        step.next();
        searching = searching || idle.beginSearch();
        checkBounds();
        step.next();
        if (work > 0) {
          work--;
          if (searching) {
            searching = false;
            step.next();
            if (idle.endSearch()) {
              step.next();
              wakeOne();
            }
          }
          done++;
          continue;
        }
        step.next();
        Sleep sleep = idle.sleep(workers[me], searching);
        asleep[me] = true;
        checkBounds();
        searching = false;
        if (sleep == Sleep.AFTER_ANOTHER_LOOK && looksAgain()) {
          step.next();
          if (work > 0) {
            step.next();
            if (idle.cancelSleep(workers[me])) {
              asleep[me] = false;
              checkBounds();
              continue;
            }
          }
        }
        resting[me] = true;
        step.until(() -> woken[me] || atRest());
        if (!woken[me]) {
          return;
        }
        resting[me] = false;
        woken[me] = false;
        asleep[me] = false;
        searching = true;
      }
    }

    boolean looksAgain() {
      return true;
    }

    private boolean atRest() {
      for (int i = 0; i < resting.length; i++) {
        if (!resting[i] || woken[i]) {
          return false;
        }
      }
      return producing == 0;
    }
  }

  private static int explore(int preemptions, int workers, int... work) {
    return Interleavings.upTo(preemptions, () -> Life.check(new Life(workers), work));
  }

  /** After each step; and in the end no work is left while all sleep. */
  @Test
  void countsStayInBounds() {
    int runs = explore(3, 1, 2) + explore(3, 2, 1) + explore(2, 2, 1, 1);
    assertTrue(runs > 2_000, () -> "only " + runs + " interleavings");
  }

  /** What these interleavings are worth: without the look after falling asleep, work is left. */
  @Test
  void aSleeperThatDoesNotLookAgainIsFound() {
    var failure =
        assertThrows(
            AssertionError.class,
            () ->
                Interleavings.upTo(
                    3,
                    () ->
                        Life.check(
                            new Life(2) {
                              @Override
                              boolean looksAgain() {
                                return false;
                              }
                            },
                            1)));
    assertTrue(failure.toString().contains("work is left"), failure::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 64})
  void atMostHalfOfTheWorkersSearch(int workers) {
    var idle = new IdleWorkers(workers, new Machine.Real());
    int began = 0;
    while (idle.beginSearch()) {
      began++;
    }
    assertEquals((workers + 1) / 2, began, "half, rounded up: one worker may search too");
    assertEquals(began, idle.searching());
    for (int left = began - 1; left >= 0; left--) {
      assertEquals(left == 0, idle.endSearch(), "only the last one wakes another");
    }
    assertTrue(idle.beginSearch());
  }

  @Test
  void atMostHalfOfTheWorkersSearchWhenManyBegin() throws Exception {
    int workers = 6;
    var idle = new IdleWorkers(workers, new Machine.Real());
    var searching = new AtomicInteger();
    var most = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < workers; t++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 50_000; i++) {
                  if (idle.beginSearch()) {
                    most.accumulateAndGet(searching.incrementAndGet(), Math::max);
                    searching.decrementAndGet();
                    idle.endSearch();
                  }
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    assertTrue(most.get() >= 1 && most.get() <= workers / 2, most::toString);
    assertEquals(0, idle.searching());
  }

  @Test
  void nobodyIsWokenWhileOneSearches() {
    var workers = workers(4);
    var idle = new IdleWorkers(4, new Machine.Real());
    assertNull(idle.wakeForWork(), "all are awake");
    idle.sleep(workers[0], false);
    assertTrue(idle.beginSearch());
    assertNull(idle.wakeForWork());
    assertTrue(idle.endSearch());
    assertSame(workers[0], idle.wakeForWork());
    assertEquals(1, idle.searching(), "who is woken searches");
    assertEquals(4, idle.awake());
  }

  @Test
  void theLastToSleepIsWokenFirst() {
    var workers = workers(3);
    var idle = new IdleWorkers(3, new Machine.Real());
    for (Worker worker : workers) {
      assertEquals(Sleep.AFTER_ANOTHER_LOOK, idle.sleep(worker, false));
    }
    assertTrue(idle.allAsleep());
    for (int i = 2; i >= 0; i--) {
      assertSame(workers[i], idle.wakeForWork());
      assertTrue(idle.endSearch());
    }
    assertNull(idle.wakeForWork());
  }

  @Test
  void onlyTheLastSearcherLooksOnceMore() {
    var workers = workers(4);
    var idle = new IdleWorkers(4, new Machine.Real());
    assertTrue(idle.beginSearch());
    assertTrue(idle.beginSearch());
    assertEquals(Sleep.NOW, idle.sleep(workers[0], true));
    assertEquals(Sleep.AFTER_ANOTHER_LOOK, idle.sleep(workers[1], true));
    assertEquals(Sleep.AFTER_ANOTHER_LOOK, idle.sleep(workers[2], false));
    workers[3].detach();
    assertEquals(Sleep.NEVER, idle.sleep(workers[3], false));
    assertEquals(1, idle.awake());
  }

  /** Sleepers that wake by themselves race with wakers: exactly one of them has the sleeper. */
  @Test
  void aSleeperIsWokenOnce() throws Exception {
    int count = 2;
    int rounds = 5_000;
    var workers = workers(count);
    var idle = new IdleWorkers(count, new Machine.Real());
    var woken = new AtomicIntegerArray(count);
    var left = new AtomicInteger(count);
    var wrong = new ConcurrentLinkedQueue<String>();
    var threads = new ArrayList<Thread>();
    for (int w = 0; w < count; w++) {
      int me = w;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < rounds && wrong.isEmpty(); i++) {
                  woken.set(me, 0);
                  idle.sleep(workers[me], false);
                  if (i % 2 == 0 && idle.cancelSleep(workers[me])) {
                    if (woken.get(me) != 0) {
                      wrong.add("woken, and taken back too");
                    }
                  } else {
                    while (woken.get(me) == 0 && wrong.isEmpty()) {
                      LockSupport.parkNanos(1);
                    }
                    idle.endSearch();
                  }
                }
                left.decrementAndGet();
              }));
    }
    for (int p = 0; p < 2; p++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                while (left.get() > 0 && wrong.isEmpty()) {
                  Worker sleeper = idle.wakeForWork();
                  if (sleeper == null) {
                    LockSupport.parkNanos(1);
                  } else {
                    int who = List.of(workers).indexOf(sleeper);
                    if (woken.incrementAndGet(who) != 1) {
                      wrong.add("woken twice");
                    }
                  }
                }
              }));
    }
    for (var thread : threads) {
      Until.ended(thread);
    }
    assertEquals(List.of(), List.copyOf(wrong));
    assertEquals(count, idle.awake());
    assertEquals(0, idle.searching());
  }
}

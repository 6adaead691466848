package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers with bare tasks, without agents. */
final class SchedulerTest {
  private static final Duration NEVER = Duration.ofDays(1);

  /** For schedulers that are not started. */
  static final WorkStealingScheduler.Host NO_EVENTS =
      new WorkStealingScheduler.Host() {
        @Override
        public void stuck(
            Task task,
            Duration running,
            List<StackTraceElement> stack,
            @Nullable Throwable obstacle) {}

        @Override
        public boolean crashed(@Nullable Task task, Throwable failure) {
          return false;
        }
      };

  private record Stuck(
      Task task, Duration running, List<StackTraceElement> stack, @Nullable Throwable obstacle) {}

  private final ConcurrentLinkedQueue<Stuck> stuck = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> crashes = new ConcurrentLinkedQueue<>();
  private final List<WorkStealingScheduler> started = new ArrayList<>();
  private final Set<Thread> threads =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  private WorkStealingScheduler start(int workers, int ringSize, Duration stuckAfter) {
    var scheduler =
        new WorkStealingScheduler(
            workers,
            ringSize,
            17,
            stuckAfter,
            threads::add,
            Thread::start,
            new WorkStealingScheduler.Host() {
              @Override
              public void stuck(
                  Task task,
                  Duration running,
                  List<StackTraceElement> stack,
                  @Nullable Throwable obstacle) {
                stuck.add(new Stuck(task, running, stack, obstacle));
              }

              @Override
              public boolean crashed(@Nullable Task task, Throwable failure) {
                crashes.add(failure);
                return false;
              }
            });
    started.add(scheduler);
    scheduler.start();
    return scheduler;
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (var scheduler : started) {
      scheduler.stop();
      assertTrue(scheduler.awaitStop(Duration.ofSeconds(60)), "the workers end");
      assertFalse(scheduler.hasWork(), "nothing is left behind");
    }
    assertEquals(List.of(), List.copyOf(crashes));
  }

  private static Worker worker() {
    return Objects.requireNonNull(Worker.current(), "on a worker");
  }

  // W1.

  /**
   * A tree of tasks: each makes others ready in each of the ways there are, through rings that
   * overflow all the time.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void everyTaskRunsOnce(int workers) throws Exception {
    var scheduler = start(workers, 4, NEVER);
    int count = 200_000;
    var runs = new AtomicInteger[count];
    var random = new SplittableRandom(workers);
    int[] ways = random.ints(count, 0, 4).toArray();
    var all = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      runs[i] = new AtomicInteger();
    }
    var tree =
        new Object() {
          TestTask task(int i) {
            return TestTask.of(
                ways[i] == 3 ? i / 4 % 4 : 1,
                self -> {
                  for (int child = 3 * i + 1; child <= 3 * i + 3 && child < count; child++) {
                    TestTask ready = task(child);
                    switch (ways[child]) {
                      case 0 -> worker().schedule(ready);
                      case 1 -> worker().requeue(ready);
                      case 2 -> scheduler.submit(ready);
                      default -> worker().schedule(ready); // of any priority
                    }
                  }
                  if (runs[i].incrementAndGet() == 1) {
                    all.countDown();
                  }
                });
          }
        };
    scheduler.submit(tree.task(0));
    Until.open("all tasks have run", all);
    Until.isTrue("all is quiet", scheduler::isQuiet);
    for (int i = 0; i < count; i++) {
      assertEquals(1, runs[i].get(), "task " + i);
    }
    assertEquals(count, scheduler.counts().turns());
  }

  @Test
  void aTaskThatFailsIsReportedAndOthersGoOn() throws Exception {
    var scheduler = start(1, 4, NEVER);
    var after = new CountDownLatch(1);
    var defect = new IllegalStateException("a defect");
    scheduler.submit(
        TestTask.of(() -> {
          worker().schedule(TestTask.of(after::countDown));
          throw defect;
        }));
    Until.open("what it made ready runs", after);
    assertEquals(List.of(defect), List.copyOf(crashes));
    crashes.clear();
  }

  @Test
  void anInterruptDoesNotReachTheNextTask() throws Exception {
    var scheduler = start(1, 4, NEVER);
    var interrupted = new AtomicReference<Boolean>();
    var done = new CountDownLatch(1);
    scheduler.submit(
        TestTask.of(() -> {
          Thread.currentThread().interrupt();
          worker()
              .schedule(
                  TestTask.of(() -> {
                    interrupted.set(Thread.currentThread().isInterrupted());
                    done.countDown();
                  }));
        }));
    Until.open("the next task runs", done);
    assertFalse(interrupted.get());
  }

  // W2, W3: bounds in turns, not in time.

  /** Two tasks that make each other ready in the slot, until told to end. */
  private static final class PingPong {
    private final Consumer<Integer> atTurn;
    private volatile boolean ended;
    int turns;

    PingPong(Consumer<Integer> atTurn) {
      this.atTurn = atTurn;
    }

    void run(TestTask self) {
      turns++;
      atTurn.accept(turns);
      if (!ended) {
        worker().schedule(TestTask.of(this::run));
      }
    }
  }

  @Test
  void localPingPongDoesNotStarveOthers() throws Exception {
    var scheduler = start(1, 256, NEVER);
    var done = new CountDownLatch(1);
    var late = new ConcurrentLinkedQueue<String>();
    var ahead = new PingPong[1];
    int rounds = 200;
    int every = 200;
    ahead[0] =
        new PingPong(turn -> {
          if (turn % every != 0) {
            return;
          }
          if (turn == rounds * every) {
            ahead[0].ended = true;
            done.countDown();
          } else if (turn % (2 * every) == 0) {
            // in the run queue: after the slot has had its turns
            worker().requeue(noting(ahead[0], turn, 5, "local", late));
          } else {
            // in the global queue, as from another thread: after an interval of 127 at most
            scheduler.submit(noting(ahead[0], turn, 128, "external", late));
          }
        });
    scheduler.submit(TestTask.of(ahead[0]::run));
    Until.open("the players end", done);
    assertEquals(List.of(), List.copyOf(late));
  }

  private static TestTask noting(
      PingPong game, int since, int most, String what, ConcurrentLinkedQueue<String> late) {
    return TestTask.of(() -> {
      int waited = game.turns - since;
      if (waited > most) {
        late.add(what + " waited " + waited + " turns");
      }
    });
  }

  /** External tasks come in from outside while the only worker plays. */
  @Test
  void externalTasksRunDuringPingPong() throws Exception {
    var scheduler = start(1, 4, NEVER);
    var game = new PingPong(turn -> {});
    scheduler.submit(TestTask.of(game::run));
    for (int i = 0; i < 500; i++) {
      var ran = new CountDownLatch(1);
      scheduler.submit(TestTask.of(ran::countDown));
      Until.open("an external task runs", ran);
    }
    game.ended = true;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void urgentTasksDoNotStarveOthers(int urgent) throws Exception {
    var scheduler = start(1, 256, NEVER);
    var ended = new boolean[1];
    var turns = new int[1];
    var waited = new int[2]; // of a normal task, of a low one
    var done = new CountDownLatch(2);
    scheduler.submit(
        TestTask.of(() -> {
          for (int i = 0; i < 3; i++) {
            scheduler.submit(
                TestTask.of(
                    urgent,
                    self -> {
                      turns[0]++;
                      if (!ended[0]) {
                        scheduler.submit(self);
                      }
                    }));
          }
          worker().requeue(normal(turns, waited, 200, done));
          scheduler.submit(low(turns, waited, 200, done, ended));
        }));
    Until.open("both others have had their turns", done);
    assertTrue(waited[0] <= 9, () -> "a normal task waited " + waited[0] + " urgent turns");
    assertTrue(waited[1] <= 4 * 128, () -> "a low task waited " + waited[1] + " urgent turns");
  }

  private static TestTask normal(int[] turns, int[] waited, int rounds, CountDownLatch done) {
    return rounds(1, turns, waited, 0, rounds, self -> worker().requeue(self), done::countDown);
  }

  private static TestTask low(
      int[] turns, int[] waited, int rounds, CountDownLatch done, boolean[] ended) {
    return rounds(
        0,
        turns,
        waited,
        1,
        rounds,
        self -> worker().schedule(self),
        () -> {
          ended[0] = true;
          done.countDown();
        });
  }

  /** A task that comes back so often, and notes how many urgent turns lay in between at most. */
  private static TestTask rounds(
      int priority,
      int[] turns,
      int[] waited,
      int which,
      int rounds,
      Consumer<TestTask> again,
      Runnable atTheEnd) {
    var left = new int[] {rounds};
    var since = new int[] {0};
    return TestTask.of(
        priority,
        self -> {
          waited[which] = Math.max(waited[which], turns[0] - since[0]);
          since[0] = turns[0];
          if (--left[0] > 0) {
            again.accept(self);
          } else {
            atTheEnd.run();
          }
        });
  }

  // W4 and stealing.

  @Test
  void aBusyWorkersSlotIsTaken() throws Exception {
    var scheduler = start(2, 4, NEVER);
    var thief = new AtomicReference<Worker>();
    var owner = new AtomicReference<Worker>();
    var taken = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    scheduler.submit(
        TestTask.of(() -> {
          owner.set(worker());
          worker()
              .schedule(
                  TestTask.of(() -> {
                    thief.set(worker());
                    taken.countDown();
                  }));
          open("the task in the slot runs elsewhere", taken);
          done.countDown();
        }));
    Until.open("the busy worker is done", done);
    assertNotSame(owner.get(), thief.get());
    assertTrue(scheduler.counts().steals() >= 1);
  }

  /** A thief needs 10 us to see that a turn is long: once is enough for each turn. */
  @Test
  void whatAHeldWorkerMakesReadyIsForOthers() throws Exception {
    var scheduler = start(2, 4, NEVER);
    var taken = new CountDownLatch(1);
    var next = new CountDownLatch(1);
    var slot = new AtomicReference<@Nullable Task>();
    scheduler.submit(
        TestTask.of(() -> {
          worker().schedule(TestTask.of(taken::countDown));
          open("the task in the slot runs elsewhere", taken);
          worker().schedule(TestTask.of(next::countDown));
          slot.set(worker().slotAcquire());
          open("so does the next", next);
        }));
    Until.open("both ran", next);
    assertNull(slot.get());
  }

  @Test
  void whatWaitsBehindALongTurnIsTaken() throws Exception {
    var scheduler = start(2, 256, NEVER);
    int turns = 10_000;
    var left = new AtomicInteger(turns);
    var waiting = new CountDownLatch(3);
    var done = new CountDownLatch(1);
    var task = new AtomicReference<Task>();
    task.set(
        TestTask.of(() -> {
          if (left.getAndDecrement() > 0) {
            worker().requeue(task.get()); // turns of this worker are known to be short
            return;
          }
          worker().shareAbove(100);
          for (int i = 0; i < 3; i++) {
            worker().schedule(TestTask.of(waiting::countDown));
          }
          open("they run elsewhere", waiting);
          done.countDown();
        }));
    scheduler.submit(task.get());
    Until.open("the busy worker is done", done);
  }

  @Test
  void aBusyWorkersQueueIsStolen() throws Exception {
    var scheduler = start(3, 4, NEVER);
    int tasks = 50; // far more than the ring holds
    var others = new CountDownLatch(tasks);
    var done = new CountDownLatch(1);
    scheduler.submit(
        TestTask.of(() -> {
          for (int i = 0; i < tasks; i++) {
            worker().schedule(TestTask.of(others::countDown));
          }
          open("all of them run elsewhere", others);
          done.countDown();
        }));
    Until.open("the busy worker is done", done);
    assertTrue(scheduler.counts().steals() >= 1);
    assertTrue(scheduler.counts().stolen() >= scheduler.counts().steals());
  }

  private static void open(String what, CountDownLatch latch) {
    try {
      Until.open(what, latch);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // Workers.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void asManyRunAtOnceAsThereAreWorkers(int workers) throws Exception {
    var scheduler = start(workers, 4, NEVER);
    assertEquals(workers, scheduler.workers());
    assertEquals(workers, threads.size(), "each was shown before it began");
    var barrier = new CyclicBarrier(workers);
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    int tasks = 20 * workers;
    var done = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      scheduler.submit(
          TestTask.of(() -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
              barrier.await(60, TimeUnit.SECONDS); // only if all of them are at work
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            running.decrementAndGet();
            done.countDown();
          }));
    }
    Until.open("all tasks have met", done);
    assertEquals(workers, most.get());
  }

  /** Signals that come just as workers fall asleep. A lost wake-up leaves a task for ever. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void noWakeUpIsLost(int workers) throws Exception {
    var scheduler = start(workers, 4, NEVER);
    var random = new SplittableRandom(workers);
    var ran = new AtomicInteger();
    for (int round = 1; round <= 20_000; round++) {
      int burst = 1 + random.nextInt(3);
      int before = ran.get();
      for (int i = 0; i < burst; i++) {
        boolean two = random.nextBoolean();
        scheduler.submit(
            TestTask.of(() -> {
              if (two) {
                worker().schedule(TestTask.of(ran::incrementAndGet));
              } else {
                ran.incrementAndGet();
              }
            }));
      }
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (ran.get() < before + burst) {
        assertTrue(System.nanoTime() < until, "a task waits and nobody comes");
        Thread.onSpinWait();
      }
      for (int spins = random.nextInt(300); spins > 0; spins--) {
        Thread.onSpinWait(); // they are on their way to sleep
      }
    }
    Until.isTrue("all sleep", scheduler::isQuiet);
    assertTrue(scheduler.counts().parks() > 0);
  }

  @Test
  void aTaskThatHoldsItsWorkerIsReportedAndTheWorkerReplaced() throws Exception {
    var scheduler = start(1, 4, Duration.ofMillis(20));
    var end = new CountDownLatch(1);
    var others = new CountDownLatch(10);
    var held = new AtomicReference<Worker>();
    var replacement = new AtomicReference<Worker>();
    var later = new CountDownLatch(1);
    TestTask holder =
        TestTask.of(() -> {
          held.set(worker());
          for (int i = 0; i < 10; i++) { // in slot, ring and global queue
            worker()
                .schedule(
                    TestTask.of(() -> {
                      replacement.set(worker());
                      others.countDown();
                    }));
          }
          open("the test is done with it", end);
          worker().schedule(TestTask.of(later::countDown));
        });
    scheduler.submit(holder);
    Until.open("what waited behind it runs", others);
    assertNotSame(held.get(), replacement.get());
    Until.isTrue("it is reported", () -> !stuck.isEmpty()); // after others have been helped
    Stuck report = stuck.element();
    assertSame(holder, report.task());
    assertTrue(report.running().compareTo(Duration.ofMillis(20)) >= 0, report::toString);
    assertTrue(
        report.stack().stream().anyMatch(frame -> frame.getMethodName().equals("open")),
        () -> "the stack shows where it hangs: " + report.stack());
    end.countDown();
    Until.open("what it makes ready in the end runs", later);
    Until.isTrue("the worker that was held is gone", () -> !held.get().isAlive());
    assertEquals(2, threads.size());
    assertEquals(1, stuck.size(), "once");
    assertNull(report.obstacle());
    Until.isTrue("it is listed no more", () -> scheduler.victims().length == 1);
    assertEquals(12, scheduler.counts().turns(), "its turns still count");
  }
}

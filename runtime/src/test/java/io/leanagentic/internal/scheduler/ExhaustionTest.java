package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Fault;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Until;
import io.leanagentic.testing.Woven;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The queues of the scheduler when heap or stack end: at each allocation and each call of the code
 * itself. A task whose putting throws is not put; every other one is taken once.
 */
final class ExhaustionTest {

  /** A queue to put tasks into. */
  interface Door {
    void put(Task task);

    /** One that is taken, or null. */
    @Nullable Task take();
  }

  /** A task that notes when it is handed over by others. */
  private static final class Noted extends Task {
    private final List<Task> handedOver;

    Noted(List<Task> handedOver) {
      this.handedOver = handedOver;
    }

    @Override
    protected void schedule() {
      handedOver.add(this);
    }

    @Override
    protected void prod() {
      throw new AssertionError("only runnable tasks are stranded here");
    }

    @Override
    protected void run(Frame frame) {}

    @Override
    protected int priority() {
      return 1;
    }

    @Override
    protected int position() {
      return 0;
    }
  }

  /** Tasks put one after the other while a thief comes and goes; then all are taken. */
  abstract static class Trial implements Supplier<Case> {
    private final int tasks;

    Trial(int tasks) {
      this.tasks = tasks;
    }

    abstract Door door();

    /** What a thief takes, or null. */
    @Nullable Task steal() {
      return null;
    }

    /** Whether the counts agree when all are taken. */
    void checkAtRest() {}

    @Override
    public Case get() {
      Door door = door();
      var put = new ArrayList<Task>();
      var taken = new ArrayList<Task>();
      Program puts =
          step -> {
            for (int i = 0; i < tasks; i++) {
              Task task = new Noted(taken);
              step.next();
              if (step.attempt(() -> door.put(task))) {
                put.add(task);
              }
            }
          };
      Program steals =
          step -> {
            for (int i = 0; i < 2; i++) {
              step.next();
              Task task = steal();
              if (task != null) {
                taken.add(task);
              }
            }
          };
      return new Case(
          List.of(puts, steals),
          () -> {
            for (Task task = door.take(); task != null; task = door.take()) {
              taken.add(task);
            }
            taken.removeIf(task -> !(task instanceof Noted));
            assertEquals(put.size(), taken.size(), "tasks put and tasks taken");
            assertTrue(taken.containsAll(put), "a task is lost");
            checkAtRest();
          });
    }

    /** A global queue that has to grow soon. */
    static GlobalQueue nearlyFull() {
      var global = new GlobalQueue(new Machine.Real(), 1);
      for (int i = 0; i < 254; i++) {
        global.add(TestTask.of(() -> {}));
      }
      return global;
    }
  }

  /** A ring of two, with the global queue behind it. */
  static final class Ring extends Trial {
    private RunQueue ring = new RunQueue(2);
    private RunQueue thief = new RunQueue(2);
    private GlobalQueue global = new GlobalQueue(new Machine.Real(), 1);

    Ring() {
      super(5);
    }

    @Override
    Door door() {
      ring = new RunQueue(2);
      thief = new RunQueue(2);
      global = nearlyFull();
      return new Door() {
        @Override
        public void put(Task task) {
          ring.put(task, global.injector(0));
        }

        @Override
        public @Nullable Task take() {
          Task task = thief.take();
          task = task == null ? ring.take() : task;
          return task == null ? global.takeInTurn(0) : task;
        }
      };
    }

    @Override
    @Nullable Task steal() {
      return ring.stealInto(thief);
    }

    @Override
    void checkAtRest() {
      assertEquals(0, global.size());
      assertEquals(0, ring.size());
    }
  }

  static final class Global extends Trial {
    private GlobalQueue global = new GlobalQueue(new Machine.Real(), 1);

    Global() {
      super(4);
    }

    @Override
    Door door() {
      global = nearlyFull();
      return new Door() {
        @Override
        public void put(Task task) {
          global.add(task);
        }

        @Override
        public @Nullable Task take() {
          return global.takeInTurn(0);
        }
      };
    }

    @Override
    void checkAtRest() {
      assertEquals(0, global.size());
      assertFalse(global.hasUrgent());
    }
  }

  /** A worker with a ring of two, whose slot is taken from time to time. */
  static final class OfAWorker extends Trial {
    private static final WorkStealingScheduler.Host NOBODY = SchedulerTest.NO_EVENTS;
    private GlobalQueue global = new GlobalQueue(new Machine.Real(), 1);

    OfAWorker() {
      super(5);
    }

    @Override
    Door door() {
      var scheduler =
          new WorkStealingScheduler(2, 2, 1, Duration.ofDays(1), t -> {}, Thread::start, NOBODY);
      Worker worker = scheduler.victims()[0];
      global = scheduler.global;
      return new Door() {
        @Override
        public void put(Task task) {
          worker.schedule(task);
        }

        @Override
        public @Nullable Task take() {
          worker.leave();
          return global.takeInTurn(0);
        }
      };
    }

    @Override
    void checkAtRest() {
      assertEquals(0, global.size());
      assertFalse(global.hasUrgent());
    }
  }

  private static int explore(Class<? extends Supplier<Case>> trial, Fault fault) {
    @SuppressWarnings("unchecked")
    Supplier<Case> woven = Woven.make(trial, Supplier.class);
    Interleavings.upTo(0, woven); // so that all classes are ready
    return Interleavings.upTo(2, fault, woven);
  }

  private static void holds(Class<? extends Supplier<Case>> trial, Fault fault) {
    int without = explore(trial, Fault.NONE);
    int runs = explore(trial, fault);
    assertTrue(fault == Fault.NONE || runs > without, () -> "no place for it in " + runs + " runs");
  }

  @ParameterizedTest
  @EnumSource
  void anOverflowingRingLosesNothing(Fault fault) {
    holds(Ring.class, fault);
  }

  @ParameterizedTest
  @EnumSource
  void theGlobalQueueLosesNothing(Fault fault) {
    holds(Global.class, fault);
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "STACK", "STACK_OF_JDK"})
  void whatAWorkerSchedulesIsNotLost(Fault fault) {
    holds(OfAWorker.class, fault);
  }

  /** What that is worth. */
  @Test
  void aBrokenQueueIsFound() {
    for (Fault fault : List.of(Fault.ALLOCATION, Fault.STACK)) {
      assertThrows(
          AssertionError.class, () -> explore(ClaimsBeforeItAllocates.class, fault), fault::name);
    }
    assertThrows(AssertionError.class, () -> explore(CountsByACall.class, Fault.STACK));
  }

  /** As a ring whose older half is out of reach before there is a place for it. */
  static final class ClaimsBeforeItAllocates extends Trial {
    ClaimsBeforeItAllocates() {
      super(3);
    }

    @Override
    Door door() {
      return new BrokenQueues.ClaimsBeforeItAllocates();
    }
  }

  /** As a queue that is counted by a call that may fail. */
  static final class CountsByACall extends Trial {
    private BrokenQueues.CountsByACall queue = new BrokenQueues.CountsByACall();

    CountsByACall() {
      super(2);
    }

    @Override
    Door door() {
      queue = new BrokenQueues.CountsByACall();
      return queue;
    }

    @Override
    void checkAtRest() {
      assertEquals(0, queue.size());
    }
  }

  /** A worker at full speed, not woven: it goes on, and runs the task again. */
  @Test
  void aWorkerOutlivesWhatATaskThrows() throws Exception {
    var crashes = new AtomicInteger();
    var host =
        new WorkStealingScheduler.Host() {
          @Override
          public void stuck(
              Task task,
              Duration running,
              List<StackTraceElement> stack,
              @Nullable Throwable obstacle) {}

          @Override
          public boolean crashed(@Nullable Task task, Throwable failure) {
            crashes.incrementAndGet();
            throw new OutOfMemoryError("cannot even say so");
          }
        };
    var scheduler =
        new WorkStealingScheduler(1, 4, 1, Duration.ofDays(1), thread -> {}, Thread::start, host);
    scheduler.start();
    var left = new AtomicInteger(3);
    var done = new CountDownLatch(1);
    scheduler.submit(
        TestTask.of(() -> {
          if (left.getAndDecrement() > 0) {
            throw new OutOfMemoryError("on purpose");
          }
          done.countDown();
        }));
    Until.open("the task is run again", done);
    assertEquals(3, crashes.get());
    assertEquals(3, scheduler.unsaid());
    scheduler.stop();
    assertTrue(scheduler.awaitStop(Duration.ofMinutes(1)));
  }
}

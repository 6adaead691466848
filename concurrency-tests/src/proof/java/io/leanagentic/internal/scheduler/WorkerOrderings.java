package io.leanagentic.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.internal.scheduler.Idlers.Plain;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The orderings of {@link Worker} and {@link IdleWorkers}: the slot, the replacement, the sleep.
 */
public final class WorkerOrderings {
  private WorkerOrderings() {}

  private static final MethodHandle TAKE_SLOT;
  private static final VarHandle CAREFUL;
  static final VarHandle FIRST;
  static final VarHandle SECOND;

  static {
    try {
      var lookup = MethodHandles.lookup();
      var inside = MethodHandles.privateLookupIn(Worker.class, lookup);
      TAKE_SLOT = inside.findVirtual(Worker.class, "takeSlot", MethodType.methodType(Task.class));
      CAREFUL = inside.findVarHandle(Worker.class, "careful", boolean.class);
      FIRST = lookup.findVarHandle(Two.class, "first", int.class);
      SECOND = lookup.findVarHandle(Two.class, "second", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Task takeSlot(Worker worker) {
    try {
      return (Task) TAKE_SLOT.invokeExact(worker);
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }

  /** Two words of a broken twin. */
  abstract static class Two {
    int first;
    int second;
    volatile int slot = 1;
  }

  /** A turn ends while a thief is at the slot: one of them gets the task. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one of them")
  @Outcome(expect = FORBIDDEN, desc = "both, or neither")
  @State
  public static class Slot {
    private final Worker worker = Idlers.worker();

    /** In a turn that has made a task ready. */
    public Slot() {
      worker.frame.begin(new Plain());
      worker.scheduleLocal(new Plain());
    }

    /** The owner, as a turn that goes idle, and then Worker.next(). */
    @Actor
    public void owner(II_Result r) {
      worker.frame.ending();
      r.r1 = takeSlot(worker) == null ? 0 : 1;
    }

    /** A thief, as Search. */
    @Actor
    public void thief(II_Result r) {
      Task task = worker.slotAcquire();
      r.r2 = task != null && worker.takeFromSlot(task) ? 1 : 0;
    }
  }

  /** The same without the fence between the end of the turn and the look for thieves. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the task runs twice")
  @State
  public static class SlotBroken extends Two {
    /** The owner: ended, no fence, thieves. */
    @Actor
    public void owner(II_Result r) {
      FIRST.setRelease(this, 1);
      if ((int) SECOND.getAcquire(this) == 0) {
        r.r1 = 1;
      }
    }

    /** A thief: thieves, fence, ended. */
    @Actor
    public void thief(II_Result r) {
      SECOND.setVolatile(this, 1);
      VarHandle.fullFence();
      r.r2 = (int) FIRST.getAcquire(this) == 0 ? 1 : 0;
    }

    /** Who saw the other left the task to an atomic operation, which one of them wins. */
    @Arbiter
    public void after(II_Result r) {
      if (r.r1 + r.r2 == 0) {
        r.r1 = 1;
      }
    }
  }

  /** A worker gives work away, another goes to sleep: it is woken, or sees the work. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "one of them sees the other")
  @Outcome(expect = FORBIDDEN, desc = "the work waits, and all sleep")
  @State
  public static class Sleep extends Two {
    private final Worker worker = Idlers.SCHEDULER.victims()[0];
    private final IdleWorkers idle = new IdleWorkers(1, Idlers.SCHEDULER.machine);

    /** As RunQueue.put() and WorkStealingScheduler.wakeOne(). */
    @Actor
    public void producer(II_Result r) {
      FIRST.setRelease(this, 1);
      VarHandle.fullFence();
      r.r1 = idle.wakeForWork() == null ? 0 : 1;
    }

    /** As Sleeper.sleep(). */
    @Actor
    public void sleeper(II_Result r) {
      idle.sleep(worker, false);
      r.r2 = (int) FIRST.getAcquire(this);
    }
  }

  /** The same without the producer's fence, and without an atomic step of the sleeper. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1", "1, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the work waits, and all sleep")
  @State
  public static class SleepBroken extends Two {
    /** The producer. */
    @Actor
    public void producer(II_Result r) {
      FIRST.setRelease(this, 1);
      r.r1 = (int) SECOND.getAcquire(this);
    }

    /** The sleeper. */
    @Actor
    public void sleeper(II_Result r) {
      SECOND.setRelease(this, 1);
      r.r2 = (int) FIRST.getAcquire(this);
    }
  }

  /** A worker is replaced as it makes a task ready: it stays careful. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "detached and careful")
  @Outcome(expect = FORBIDDEN, desc = "what it makes ready waits behind its long message")
  @State
  public static class Replace {
    private final Worker worker = Idlers.worker();
    private final Plain task = new Plain();

    /** The worker, in a long message. */
    @Actor
    public void held() {
      worker.scheduleLocal(task);
    }

    /** Its replacement. */
    @Actor
    public void replacement() {
      worker.detach();
    }

    /** What the next signal of the long message will find. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = worker.isDetached() ? 1 : 0;
      r.r2 = (boolean) CAREFUL.getVolatile(worker) ? 1 : 0;
      Idlers.SCHEDULER.global.takeInTurn(0);
    }
  }

  /** The same for a worker that does not look again after it has cleared the mark. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "detached and careless")
  @State
  public static class ReplaceBroken {
    private volatile boolean detached;
    private volatile boolean careful = true;

    /** The worker. */
    @Actor
    public void held() {
      if (!detached) {
        careful = false;
      }
    }

    /** Its replacement. */
    @Actor
    public void replacement() {
      detached = true;
      careful = true;
    }

    /** Afterwards. */
    @Arbiter
    public void after(II_Result r) {
      r.r1 = detached ? 1 : 0;
      r.r2 = careful ? 1 : 0;
    }
  }
}

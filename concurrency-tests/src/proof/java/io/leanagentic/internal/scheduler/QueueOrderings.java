package io.leanagentic.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.internal.scheduler.Idlers.Plain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The orderings of {@link RunQueue}: put, take, steal, and the room that a thief gives back. */
public final class QueueOrderings {
  private QueueOrderings() {}

  private static final Injector OVERFLOW = Idlers.SCHEDULER.global.injector(0);

  /** A stolen task has the content that its owner wrote before the put. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "nothing was there yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the task, whole")
  @Outcome(expect = FORBIDDEN, desc = "a task without its content, or an empty slot")
  @State
  public static class PutSteal {
    private final RunQueue ring = new RunQueue(2);
    private final RunQueue loot = new RunQueue(2);
    private final Plain task = new Plain();

    /** The owner. */
    @Actor
    public void owner() {
      task.value = 1;
      ring.put(task, OVERFLOW);
    }

    /** A thief. */
    @Actor
    public void thief(I_Result r) {
      Task stolen = ring.stealInto(loot);
      r.r1 = stolen == null ? -1 : ((Plain) stolen).value;
    }
  }

  /** The same with plain accesses to the tail, in the order that they permit. */
  @JCStressTest
  @Outcome(
      id = {"-1", "1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "an empty slot")
  @State
  public static class PutStealBroken {
    private final Plain[] slots = new Plain[2];
    private final Plain task = new Plain();
    private int tail;

    /** The owner. */
    @Actor
    public void owner() {
      task.value = 1;
      tail = 1;
      slots[0] = task;
    }

    /** A thief. */
    @Actor
    public void thief(I_Result r) {
      if (tail == 0) {
        r.r1 = -1;
        return;
      }
      Plain stolen = slots[0];
      r.r1 = stolen == null ? 0 : stolen.value;
    }
  }

  /** The owner takes while a thief steals: one of them gets the only task. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "one of them")
  @Outcome(expect = FORBIDDEN, desc = "both, or neither")
  @State
  public static class TakeSteal {
    private final RunQueue ring = new RunQueue(2);
    private final RunQueue loot = new RunQueue(2);

    /** With one task. */
    public TakeSteal() {
      ring.put(new Plain(), OVERFLOW);
    }

    /** The owner. */
    @Actor
    public void owner(II_Result r) {
      r.r1 = ring.take() == null ? 0 : 1;
    }

    /** A thief. */
    @Actor
    public void thief(II_Result r) {
      r.r2 = ring.stealInto(loot) == null ? 0 : 1;
    }
  }

  /** The same with a look and a store instead of the compare-and-set of the head. */
  @JCStressTest
  @Outcome(
      id = {"1, 0", "0, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the task runs twice")
  @State
  public static class TakeStealBroken {
    private volatile int head;

    private int take() {
      if (head == 0) {
        head = 1;
        return 1;
      }
      return 0;
    }

    /** The owner. */
    @Actor
    public void owner(II_Result r) {
      r.r1 = take();
    }

    /** A thief. */
    @Actor
    public void thief(II_Result r) {
      r.r2 = take();
    }
  }

  /** The owner puts into a full ring that a thief empties: no slot is used again too early. */
  @JCStressTest
  @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "all three tasks are somewhere, once")
  @Outcome(expect = FORBIDDEN, desc = "a task is lost, or in two places")
  @State
  public static class Reuse {
    private final RunQueue ring = new RunQueue(2);
    private final RunQueue loot = new RunQueue(4);
    private final GlobalQueue global = new GlobalQueue(Idlers.SCHEDULER.machine, 1);
    private final Plain[] tasks = {new Plain(), new Plain(), new Plain()};
    private Plain stolen;

    /** Full. */
    public Reuse() {
      ring.put(tasks[0], global.injector(0));
      ring.put(tasks[1], global.injector(0));
    }

    /** The owner. */
    @Actor
    public void owner() {
      ring.put(tasks[2], global.injector(0));
    }

    /** A thief. */
    @Actor
    public void thief() {
      stolen = (Plain) ring.stealInto(loot);
    }

    /** Counts the tasks: how many there are, and how many twice. */
    @Arbiter
    public void after(II_Result r) {
      count(stolen);
      for (Task task = ring.take(); task != null; task = ring.take()) {
        count(task);
      }
      for (Task task = loot.take(); task != null; task = loot.take()) {
        count(task);
      }
      for (Task task = global.takeInTurn(0); task != null; task = global.takeInTurn(0)) {
        count(task);
      }
      for (Plain task : tasks) {
        r.r1 += task.value > 0 ? 1 : 0;
        r.r2 += task.value > 1 ? 1 : 0;
      }
    }

    private static void count(Task task) {
      if (task != null) {
        ((Plain) task).value++;
      }
    }
  }

  /** The same with a thief that gives the slot back before it has read the task. */
  @JCStressTest
  @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a task is lost, or in two places")
  @State
  public static class ReuseBroken {
    private final int[] found = new int[4];
    private volatile int slot = 1;
    private volatile int head;
    private int stolen;
    private boolean put;

    /** The owner: there is room once the head has moved. */
    @Actor
    public void owner() {
      if (head == 1) {
        slot = 3;
        put = true;
      }
    }

    /** A thief. */
    @Actor
    public void thief() {
      head = 1;
      stolen = slot;
    }

    /** Counts the tasks; the second one never moves. */
    @Arbiter
    public void after(II_Result r) {
      found[2]++;
      found[stolen]++;
      found[3] += 1; // in the slot, or in the global queue
      for (int task = 1; task <= 3; task++) {
        r.r1 += found[task] > 0 ? 1 : 0;
        r.r2 += found[task] > 1 ? 1 : 0;
      }
      r.r1 = put ? r.r1 : 3;
    }
  }
}

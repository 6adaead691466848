package io.leanagentic.internal.scheduler;

import io.leanagentic.internal.scheduler.Idlers.Plain;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A run queue, as Lincheck drives it: an owner, and thieves that take one task at a time. */
public class RunQueueLincheck {
  private static final Injector OVERFLOW = Idlers.SCHEDULER.global.injector(0);
  private final RunQueue ring = new RunQueue(8);

  /** The owner puts; there is room for all that Lincheck puts. */
  @Operation(nonParallelGroup = "owner")
  public void put(@Param(gen = IntGen.class, conf = "1:3") int number) {
    ring.put(new Plain(number), OVERFLOW);
  }

  /** The owner takes. */
  @Operation(nonParallelGroup = "owner")
  public int take() {
    return number(ring.take());
  }

  /** A thief, which gets one task at most because there is no room for more. */
  @Operation
  public int steal() {
    RunQueue loot = new RunQueue(2);
    for (; ; ) {
      Task task = ring.stealInto(loot);
      if (task != null || ring.isEmpty()) {
        return number(task); // else another thief was in between
      }
    }
  }

  private static int number(Task task) {
    return task == null ? 0 : task.position();
  }

  /** What it should be. */
  public static class Model {
    private final ArrayDeque<Integer> tasks = new ArrayDeque<>();

    /** The owner puts. */
    public void put(int number) {
      tasks.add(number);
    }

    /** The owner takes. */
    public int take() {
      return tasks.isEmpty() ? 0 : tasks.poll();
    }

    /** A thief. */
    public int steal() {
      return take();
    }
  }

  /** A twin whose owner looks at the head and then moves it. */
  public static class Canary {
    private final int[] slots = new int[16];
    private volatile int head;
    private volatile int tail;

    /** The owner puts. */
    @Operation(nonParallelGroup = "owner")
    @SuppressWarnings("NonAtomicVolatileUpdate") // one owner
    public void put(@Param(gen = IntGen.class, conf = "1:3") int number) {
      slots[tail] = number;
      tail++;
    }

    /** The owner takes. */
    @Operation(nonParallelGroup = "owner")
    @SuppressWarnings("NonAtomicVolatileUpdate") // this is the twin that is broken
    public int take() {
      if (head == tail) {
        return 0;
      }
      int number = slots[head];
      head++;
      return number;
    }

    /** A thief. */
    @Operation
    public int steal() {
      return take();
    }
  }
}

package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings.Case;
import io.leanagentic.testing.Interleavings.Program;
import io.leanagentic.testing.Interleavings.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The protocol of {@link RunQueue} on a ring of two, one access to shared memory to a step, so that
 * a thief can be stopped between its claim and its copy. Subclasses leave out one part of it.
 */
class SteppedRing {
  private static final int SIZE = 2;
  private static final int NOTHING = 0;

  private final int[] slots = new int[SIZE];
  private final List<Integer> taken = new ArrayList<>();
  private int steal;
  private int real;
  private int tail;

  /** Where the next task may not go beyond: what thieves are still copying is in use. */
  int oldestInUse() {
    return steal;
  }

  /** Whether the head is as it was read, in the same step as the write that follows. */
  boolean isUnchanged(int steal, int real) {
    return this.steal == steal && this.real == real;
  }

  /** Whether somebody is copying what he has claimed. */
  boolean seesAnotherThief(int steal, int real) {
    return steal != real;
  }

  /** An owner that puts and takes so many tasks, thieves that try to steal so many times. */
  static Case check(Supplier<SteppedRing> fresh, int tasks, int... attempts) {
    SteppedRing ring = fresh.get();
    var programs = new ArrayList<Program>();
    programs.add(step -> ring.own(tasks, step));
    for (int n : attempts) {
      programs.add(step -> {
        for (int i = 0; i < n; i++) {
          ring.steal(step);
        }
      });
    }
    return new Case(programs, () -> ring.atTheEnd(tasks));
  }

  private void own(int tasks, Step step) {
    for (int task = 1; task <= tasks; task++) {
      put(task, step);
    }
    while (takeOne(step)) {}
  }

  private void put(int task, Step step) {
    for (; ; ) {
      step.next();
      int s = steal;
      int r = real;
      int oldest = oldestInUse();
      if (tail - oldest < SIZE) {
        step.next();
        slots[tail % SIZE] = task;
        step.next();
        tail++;
        assertTrue(tail - steal <= SIZE, "more tasks than the ring has slots");
        return;
      }
      if (s != r) {
        taken.add(task); // to the global queue
        return;
      }
      step.next();
      if (isUnchanged(s, r)) {
        steal = r + SIZE / 2;
        real = steal;
        for (int i = r; i < steal; i++) {
          taken.add(takeSlot(i));
        }
        taken.add(task);
        return;
      }
    }
  }

  private boolean takeOne(Step step) {
    for (; ; ) {
      step.next();
      int s = steal;
      int r = real;
      if (r == tail) {
        return false;
      }
      step.next();
      if (isUnchanged(s, r)) {
        real = r + 1;
        steal = s == r ? real : s;
        taken.add(takeSlot(r));
        return true;
      }
    }
  }

  private void steal(Step step) {
    int from;
    int count;
    for (; ; ) {
      step.next();
      int s = steal;
      from = real;
      if (seesAnotherThief(s, from)) {
        return;
      }
      step.next();
      int available = tail - from;
      count = available - available / 2;
      if (count <= 0 || available > SIZE) {
        return;
      }
      step.next();
      if (isUnchanged(s, from)) {
        steal = from;
        real = from + count;
        break;
      }
    }
    for (int i = 0; i < count; i++) {
      step.next();
      taken.add(takeSlot(from + i));
    }
    step.next();
    steal = real;
  }

  private int takeSlot(int index) {
    int task = slots[index % SIZE];
    slots[index % SIZE] = NOTHING;
    assertTrue(task != NOTHING, "an empty slot is taken");
    return task;
  }

  private void atTheEnd(int tasks) {
    var once = IntStream.rangeClosed(1, tasks).boxed().toList();
    assertEquals(once, taken.stream().sorted().toList(), "each task is taken once");
    assertTrue(Arrays.stream(slots).allMatch(slot -> slot == NOTHING), "a taken slot is empty");
  }

  /** Puts over slots that a thief has claimed and not yet copied. */
  static final class ForgetsClaims extends SteppedRing {
    @Override
    int oldestInUse() {
      return super.real;
    }
  }

  /** Claims while another thief is still copying, whose slots are free then too early. */
  static final class IgnoresThieves extends SteppedRing {
    @Override
    boolean seesAnotherThief(int steal, int real) {
      return false;
    }
  }

  /** Claims by a look and a write, where a compare-and-set is needed. */
  static final class ClaimsInTwoSteps extends SteppedRing {
    @Override
    boolean isUnchanged(int steal, int real) {
      return true;
    }
  }
}

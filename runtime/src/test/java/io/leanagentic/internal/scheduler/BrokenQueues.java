package io.leanagentic.internal.scheduler;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Queues that lose tasks when heap or stack end, which the explorer must find. */
final class BrokenQueues {
  private BrokenQueues() {}

  /** A ring of two that takes its older half out, then makes an array for it. */
  static final class ClaimsBeforeItAllocates implements ExhaustionTest.Door {
    private final @Nullable Task[] ring = new Task[2];
    private @Nullable Task[] overflow = new Task[0];
    private int count;
    private int head;

    @Override
    public void put(Task task) {
      if (count == ring.length) {
        int from = head;
        head++; // claimed
        count--;
        @Nullable Task[] batch = new Task[] {ring[from & 1]};
        addAll(batch);
      }
      ring[(head + count++) & 1] = task;
    }

    private void addAll(@Nullable Task[] batch) {
      overflow = Arrays.copyOf(overflow, overflow.length + 1);
      overflow[overflow.length - 1] = batch[0];
    }

    @Override
    public @Nullable Task take() {
      if (overflow.length > 0) {
        Task task = overflow[overflow.length - 1];
        overflow = Arrays.copyOf(overflow, overflow.length - 1);
        return task;
      }
      if (count == 0) {
        return null;
      }
      count--;
      return ring[head++ & 1];
    }
  }

  /** A queue that adds, then calls who counts. */
  static final class CountsByACall implements ExhaustionTest.Door {
    private final @Nullable Task[] tasks = new Task[16];
    private int end;
    private int size;

    @Override
    public void put(Task task) {
      tasks[end++] = task;
      count(1);
    }

    private void count(int change) {
      size += change;
    }

    int size() {
      return size;
    }

    @Override
    public @Nullable Task take() {
      if (end == 0) {
        return null;
      }
      count(-1);
      return tasks[--end];
    }
  }
}

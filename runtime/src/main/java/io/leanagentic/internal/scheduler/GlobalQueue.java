package io.leanagentic.internal.scheduler;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The queue all workers share: tasks made runnable by other threads, overflow of run queues, and
 * all tasks whose priority is not normal.
 */
final class GlobalQueue {
  /*
   * Structure
   *   One first-in-first-out queue per priority behind one lock, which is held for a few nanoseconds per batch. `size` and
   *   `urgent` are written under the lock and read without it, so that workers look without locking.
   *
   * Ordering
   *   add: lock, enqueue, write size (volatile)   pairs with   Worker.park(): IdleWorkers RMW, then read size
   */
  private static final int LOW = 0;
  private static final int NORMAL = 1;
  private static final int CRITICAL = 3;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Task>[] levels = newLevels();
  private volatile int size;
  private volatile int urgent;
  private int turn; // whose turn it is in takeInTurn

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ArrayDeque<Task>[] newLevels() {
    ArrayDeque<Task>[] levels = new ArrayDeque[CRITICAL + 1];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new ArrayDeque<>();
    }
    return levels;
  }

  void add(Task task) {
    int priority = task.priority();
    lock.lock();
    try {
      levels[priority].add(task);
      count(priority, 1);
    } finally {
      lock.unlock();
    }
  }

  /** Adds the first {@code n} of {@code tasks}, all of normal priority. */
  void addAll(Task[] tasks, int n) {
    lock.lock();
    try {
      for (int i = 0; i < n; i++) {
        levels[NORMAL].add(tasks[i]);
      }
      count(NORMAL, n);
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only written under the lock
  private void count(int priority, int change) {
    if (priority > NORMAL) {
      urgent += change;
    }
    size += change;
  }

  /** The most urgent task of high or critical priority. */
  @Nullable Task takeUrgent() {
    return urgent == 0 ? null : take(CRITICAL, NORMAL + 1);
  }

  /** The next task of one priority after the other in turn, so that none of them starves. */
  @Nullable Task takeInTurn() {
    if (size == 0) {
      return null;
    }
    lock.lock();
    try {
      for (int i = 0; i < levels.length; i++) {
        int p = turn++ & CRITICAL;
        Task task = levels[p].poll();
        if (task != null) {
          count(p, -1);
          return task;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Task take(int from, int to) {
    lock.lock();
    try {
      for (int p = from; p >= to; p--) {
        Task task = levels[p].poll();
        if (task != null) {
          count(p, -1);
          return task;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next task in order of priority; moves further normal ones, a fair share but at most {@code
   * most}, to {@code queue}, whose owner calls this.
   */
  @Nullable Task takeBatch(RunQueue queue, int workers, int most) {
    if (size == 0) {
      return null;
    }
    lock.lock();
    try {
      for (int p = CRITICAL; p >= LOW; p--) {
        Task first = levels[p].poll();
        if (first == null) {
          continue;
        }
        count(p, -1);
        if (p == NORMAL) {
          int share =
              Math.min(Math.min(most, levels[NORMAL].size() / workers), queue.capacity() / 2);
          for (int i = 0; i < share; i++) {
            queue.put(levels[NORMAL].remove(), this);
          }
          count(NORMAL, -share);
        }
        return first;
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean hasUrgent() {
    return urgent != 0;
  }

  int size() {
    return size;
  }
}

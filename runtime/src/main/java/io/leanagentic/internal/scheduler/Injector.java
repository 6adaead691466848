package io.leanagentic.internal.scheduler;

import org.jspecify.annotations.Nullable;

/** A part of the {@link GlobalQueue}: a first-in-first-out queue per priority behind one lock. */
final class Injector {
  /*
   * Structure
   *   One ring per priority. The lock is held for a few nanoseconds per batch. `size` and the count of urgent tasks are
   *   written under the lock and read without it, so that workers look without locking.
   *
   * Exhaustion
   *   A thread that adds may be at the end of its stack, or of the heap, and catch what is thrown there. So nothing is
   *   called and nothing allocated between the first write and the last: room is made before, and a ring that overflows
   *   is claimed after that. The lock is the object's own: a ReentrantLock may be taken by a call that then fails, and
   *   stays locked for ever. While there is no memory for a longer ring, the adding thread waits, because the agent
   *   that it has made runnable cannot be taken back. A worker that cannot even call add() leaves the task in
   *   Frame.stranded.
   *
   * Ordering
   *   add: lock, enqueue, write size (volatile)   pairs with   Sleeper.sleep(): IdleWorkers RMW, then read size
   *
   * Invariants
   *   Q1  a task added once is taken once, and the counts agree, whichever call or allocation fails
   *                                             ExhaustionTest.theGlobalQueueLosesNothing
   *   Q2  a ring that overflows loses nothing   ExhaustionTest.anOverflowingRingLosesNothing
   */
  private static final int INITIAL = 256;

  /** A ring of tasks; under the lock. */
  private static final class Level {
    @Nullable Task[] tasks = new Task[INITIAL];
    int head;
    int count;

    /** Makes room for {@code n} more; false if there is no memory for it. */
    boolean hasRoom(int n) {
      int capacity = tasks.length;
      while (capacity < count + n) {
        capacity *= 2;
      }
      if (capacity == tasks.length) {
        return true;
      }
      @Nullable Task[] larger;
      try {
        larger = new Task[capacity];
      } catch (OutOfMemoryError e) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        larger[i] = tasks[(head + i) & (tasks.length - 1)];
      }
      tasks = larger;
      head = 0;
      return true;
    }

    @Nullable Task poll() {
      if (count == 0) {
        return null;
      }
      Task task = tasks[head];
      tasks[head] = null;
      head = (head + 1) & (tasks.length - 1);
      count--;
      return task;
    }
  }

  private final Level[] levels = {new Level(), new Level(), new Level(), new Level()};

  /** Tasks that are here; written under the lock. */
  private volatile int size;

  private int turn; // whose turn it is in takeInTurn
  private final Machine machine;
  private final UrgentCount count;

  /** An empty one, which keeps {@code count}. */
  Injector(Machine machine, UrgentCount count) {
    this.machine = machine;
    this.count = count;
  }

  /** Adds a task. If this throws, it has not. */
  void add(Task task) {
    int priority = task.priority();
    machine.writes(this);
    while (!offer(task, priority)) {
      Thread.onSpinWait(); // until a worker takes one, or there is memory again
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only written under the lock
  private synchronized boolean offer(Task task, int priority) {
    Level level = levels[priority];
    if (!level.hasRoom(1)) {
      return false;
    }
    // No calls from here on.
    level.tasks[(level.head + level.count) & (level.tasks.length - 1)] = task;
    level.count++;
    if (priority > Task.NORMAL) {
      count.urgent++;
    }
    size++;
    return true;
  }

  /**
   * Moves the older half of {@code ring} here, and {@code task} behind it; by the owner of the
   * ring. If this throws, it has not.
   *
   * @param head as read by the owner, with no thief copying
   * @return whether it did; not if a thief came meanwhile, or there is no memory
   */
  boolean addHalf(RunQueue ring, long head, Task task) {
    machine.writes(this);
    return moveHalf(ring, head, task);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only written under the lock
  private synchronized boolean moveHalf(RunQueue ring, long head, Task task) {
    Level level = levels[Task.NORMAL];
    int half = ring.capacity() / 2;
    if (!level.hasRoom(half + 1)) {
      return false;
    }
    @Nullable Task[] from = ring.slots;
    int first = RunQueue.real(head);
    if (!ring.claim(head, half)) {
      return false;
    }
    // The half is nowhere until it is here: no calls from here on.
    @Nullable Task[] to = level.tasks;
    int end = level.head + level.count;
    for (int i = 0; i < half; i++) {
      int slot = (first + i) & (from.length - 1);
      to[(end + i) & (to.length - 1)] = from[slot];
      from[slot] = null;
    }
    to[(end + half) & (to.length - 1)] = task;
    level.count += half + 1;
    size += half + 1;
    return true;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only written under the lock
  private @Nullable Task poll(int priority) {
    Task task = levels[priority].poll();
    if (task != null) {
      size--;
      if (priority > Task.NORMAL) {
        count.urgent--;
      }
    }
    return task;
  }

  /** The most urgent task of high or critical priority. */
  @Nullable Task takeUrgent() {
    machine.writes(this);
    return take(Task.CRITICAL, Task.NORMAL + 1);
  }

  /** The next task of one priority after the other in turn, so that none of them starves. */
  @Nullable Task takeInTurn() {
    if (size == 0) {
      return null;
    }
    machine.writes(this);
    synchronized (this) {
      for (int i = 0; i < levels.length; i++) {
        Task task = poll(turn++ & (Task.PRIORITIES - 1));
        if (task != null) {
          return task;
        }
      }
      return null;
    }
  }

  private synchronized @Nullable Task take(int from, int to) {
    for (int p = from; p >= to; p--) {
      Task task = poll(p);
      if (task != null) {
        return task;
      }
    }
    return null;
  }

  /**
   * The next task in order of priority; moves further normal ones, a fair share but at most {@code
   * most}, to {@code queue}, whose owner calls this.
   */
  @Nullable Task takeBatch(RunQueue queue, int workers, int most) {
    machine.reads(this);
    if (size == 0) {
      return null;
    }
    machine.writes(this);
    synchronized (this) {
      for (int p = Task.CRITICAL; p >= Task.LOW; p--) {
        Task first = poll(p);
        if (first == null) {
          continue;
        }
        if (p == Task.NORMAL) {
          int share =
              Math.min(Math.min(most, levels[Task.NORMAL].count / workers), queue.capacity() / 2);
          for (int i = 0; i < share; i++) {
            Task next = poll(Task.NORMAL);
            if (next != null) {
              queue.put(next, this);
            }
          }
        }
        return first;
      }
      return null;
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }
}

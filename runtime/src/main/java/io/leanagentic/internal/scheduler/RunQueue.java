package io.leanagentic.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A worker's queue of runnable tasks: one owner puts and takes, any worker steals half. */
final class RunQueue implements ThiefView {
  /*
   * Structure
   *   A ring of 2^n slots. `tail` counts the tasks put. `head` packs two counters: `real` counts those taken or
   *   claimed, `steal` trails it while a thief copies what it has claimed. Slots from `steal` on may not be
   *   overwritten.
   *
   *        steal     real          tail
   *          v         v             v
   *    [ . | x | x | a | b | c | . | . ]      x: claimed by a thief that is still copying
   *
   * Ordering
   *   put:   write slot, tailRelease      pairs with   stealInto: tailAcquire, read slot
   *   steal: read slots, CAS steal=real   pairs with   put: headAcquire (is there room?)
   *   Every slot is claimed by a CAS of `head` before it is read, so no stale slot is ever run.
   *
   * Invariants
   *   R1  0 <= tail - steal <= capacity, steal <= real <= tail   RunQueueTest.neverHoldsMoreThanItsCapacity
   *   R2  a task put once is taken once                          RunQueueTest.everyTaskIsTakenOnceUnderStealing
   *   R3  `tail` is written by the owner only                    by type: others see a ThiefView
   *   R4  a taken slot is null                                   RunQueueTest.takenSlotsAreCleared
   *   R5  put() adds the task or throws, and loses no other task, even when stack or heap is exhausted
   *                                                              ExhaustionTest.anOverflowingRingLosesNothing
   *
   * Progress
   *   put is wait-free while there is room; when there is none it moves the older half to the global queue. One thief
   *   at a time.
   *
   * References
   *   tokio, runtime/scheduler/multi_thread/queue.rs (the packed head); Chase, Lev: Dynamic Circular Work-Stealing
   *   Deque, SPAA 2005. Differs: bounded, first in first out at both ends.
   */

  final @Nullable Task[] slots;
  private final int mask;
  private long head;
  private int tail;

  RunQueue(int capacity) {
    slots = new Task[capacity];
    mask = capacity - 1;
  }

  int capacity() {
    return slots.length;
  }

  private static long pack(int steal, int real) {
    return ((long) steal << 32) | (real & 0xffff_ffffL);
  }

  private static int steal(long head) {
    return (int) (head >>> 32);
  }

  static int real(long head) {
    return (int) head;
  }

  /**
   * Adds a task at the end; the owner only. If there is no room, the older half goes to {@code
   * overflow}.
   */
  void put(Task task, Injector overflow) {
    int t = tail;
    for (; ; ) {
      long h = headAcquire();
      if (t - steal(h) < slots.length) {
        slots[t & mask] = task;
        // Publishes the slot; pairs with tailAcquire() in stealInto().
        TAIL.setRelease(this, t + 1);
        return;
      }
      if (steal(h) != real(h)) { // a thief is making room
        overflow.add(task);
        return;
      }
      if (overflow.addHalf(this, h, task)) {
        return;
      }
      Thread.onSpinWait();
    }
  }

  /** Takes the oldest {@code count} tasks out of reach of thieves, if the head is {@code head}. */
  boolean claim(long head, int count) {
    int from = real(head);
    return HEAD.compareAndSet(this, head, pack(from + count, from + count));
  }

  /** Takes the oldest task; the owner only. */
  @Nullable Task take() {
    for (; ; ) {
      long h = headAcquire();
      int real = real(h);
      if (real == tail) {
        return null;
      }
      long next = steal(h) == real ? pack(real + 1, real + 1) : pack(steal(h), real + 1);
      if (HEAD.compareAndSet(this, h, next)) {
        return takeSlot(real);
      }
    }
  }

  @Override
  public @Nullable Task stealInto(RunQueue destination) {
    int to = destination.tail;
    if (to - steal(destination.headAcquire()) > destination.slots.length / 2) {
      return null;
    }
    long h;
    int from;
    int count;
    for (; ; ) {
      h = headAcquire();
      from = real(h);
      if (steal(h) != from) {
        return null;
      }
      int available = tailAcquire() - from;
      count = available - available / 2;
      if (count <= 0 || available > slots.length) { // empty, or head has moved since it was read
        return null;
      }
      count = Math.min(count, destination.slots.length / 2);
      if (HEAD.compareAndSet(this, h, pack(from, from + count))) {
        break;
      }
    }
    for (int i = 0; i < count - 1; i++) {
      destination.slots[(to + i) & destination.mask] = takeSlot(from + i);
    }
    Task last = takeSlot(from + count - 1);
    for (; ; ) { // the owner may have moved `real` on meanwhile
      h = headAcquire();
      if (HEAD.compareAndSet(this, h, pack(real(h), real(h)))) {
        break;
      }
    }
    if (count > 1) {
      // Publishes the copied slots; pairs with tailAcquire() of the next thief.
      TAIL.setRelease(destination, to + count - 1);
    }
    return last;
  }

  private Task takeSlot(int index) {
    int i = index & mask;
    Task task = slots[i];
    slots[i] = null;
    if (task == null) {
      throw new AssertionError("run queue slot " + i + " is empty");
    }
    return task;
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public int size() {
    return Math.max(0, tailAcquire() - real(headAcquire()));
  }

  private long headAcquire() {
    return (long) HEAD.getAcquire(this);
  }

  private int tailAcquire() {
    return (int) TAIL.getAcquire(this);
  }

  private static final VarHandle HEAD;
  private static final VarHandle TAIL;

  static {
    try {
      var lookup = MethodHandles.lookup();
      HEAD = lookup.findVarHandle(RunQueue.class, "head", long.class);
      TAIL = lookup.findVarHandle(RunQueue.class, "tail", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

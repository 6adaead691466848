package io.leanagentic.internal.cell;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Who waits for room in one mailbox: parked agents and waiting threads, first come first served.
 */
final class Waiters {

  /** An agent or a thread that waits. */
  interface Waiter {
    /** There may be room; called once for each time it was added, from any thread. */
    void roomMayBe();
  }

  /** A thread that waits; a virtual thread as well. */
  static final class WaitingThread implements Waiter {
    private final Thread thread = Thread.currentThread();

    @Override
    public void roomMayBe() {
      LockSupport.unpark(thread);
    }
  }

  private final ArrayDeque<Waiter> queue = new ArrayDeque<>(2);

  /** Adds a waiter: at the end, or in front if it was woken before and found the room taken. */
  synchronized void add(Cell<?> full, Waiter waiter, boolean again) {
    if (again) {
      queue.addFirst(waiter);
    } else {
      queue.addLast(waiter);
    }
    full.setWaiters(true);
  }

  /** Takes a waiter back; false if it was woken already. */
  synchronized boolean remove(Cell<?> full, Waiter waiter) {
    boolean found = queue.remove(waiter);
    if (queue.isEmpty()) {
      full.setWaiters(false);
    }
    return found;
  }

  /** Wakes the first {@code most}. */
  void wake(Cell<?> full, int most) {
    var woken = new ArrayList<Waiter>();
    synchronized (this) {
      for (int i = 0; i < most && !queue.isEmpty(); i++) {
        woken.add(queue.remove());
      }
      if (queue.isEmpty()) {
        full.setWaiters(false);
      }
    }
    for (Waiter waiter : woken) {
      waiter.roomMayBe();
    }
  }
}

package io.leanagentic.internal.cell;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable Cell<?> agent;

    /** The calling thread; {@code agent} if it is one's. */
    WaitingThread(@Nullable Cell<?> agent) {
      this.agent = agent;
    }

    @Override
    public void roomMayBe() {
      if (agent != null) {
        agent.extras().roomIsNear = true;
      }
      LockSupport.unpark(thread);
    }

    /** Whether the agent was told of room since it began to wait, even by another way. */
    boolean wasWoken() {
      return agent != null && agent.extras().roomIsNear;
    }
  }

  /** A waiter's place in the queue; changed under the lock of the queue. */
  static final class Place {
    private final Waiter waiter;
    private volatile boolean queued = true;

    private Place(Waiter waiter) {
      this.waiter = waiter;
    }

    boolean isQueued() {
      return queued;
    }
  }

  private final ArrayDeque<Place> queue = new ArrayDeque<>(2);

  /** Adds a waiter: at the end, or in front if it was woken before and found the room taken. */
  synchronized Place add(Cell<?> full, Waiter waiter, boolean again) {
    var place = new Place(waiter);
    if (queue.isEmpty()) {
      full.set(Addressable.WAITERS);
    }
    if (again) {
      queue.addFirst(place);
    } else {
      queue.addLast(place);
    }
    // A full fence before the caller looks at the depth; pairs with relieve().
    VarHandle.fullFence();
    return place;
  }

  /** Takes a waiter back; false if it was woken already. */
  synchronized boolean remove(Cell<?> full, Place place) {
    if (!place.queued) {
      return false;
    }
    queue.remove(place);
    place.queued = false;
    if (queue.isEmpty()) {
      full.clear(Addressable.WAITERS);
    }
    return true;
  }

  /** Wakes the first {@code most}. */
  void wake(Cell<?> full, int most) {
    for (int i = 0; i < most; i++) {
      Waiter waiter;
      synchronized (this) {
        Place place = queue.poll();
        if (place == null) {
          return;
        }
        place.queued = false;
        if (queue.isEmpty()) {
          full.clear(Addressable.WAITERS);
        }
        waiter = place.waiter;
      }
      waiter.roomMayBe();
    }
  }
}

package io.leanagentic.benchmarks.micro.baseline;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The least a work-stealing scheduler can be: a slot and a ring per worker, a shared queue. */
public final class BareWorkers implements AutoCloseable {
  private static final int RING = 256;
  private static final int SHARED_EVERY = 61;
  private static final int SLOT_STREAK = 3;
  private static final int SPINS = 200;
  private static final long NAP_NANOS = 1_000_000;

  private final ConcurrentLinkedQueue<BareActor<?>> shared = new ConcurrentLinkedQueue<>();
  private final AtomicInteger napping = new AtomicInteger();
  private final Worker[] workers = new Worker[Runtime.getRuntime().availableProcessors()];
  private volatile boolean closed;

  /** Starts as many workers as there are processors. */
  public BareWorkers() {
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker();
    }
    for (Worker worker : workers) {
      worker.start();
    }
  }

  /** Makes {@code actor} run next. */
  void schedule(BareActor<?> actor) {
    if (Thread.currentThread() instanceof Worker worker && worker.pool() == this) {
      BareActor<?> displaced = worker.slot;
      worker.slot = actor;
      if (displaced != null) {
        worker.put(displaced);
      }
    } else {
      shared.add(actor);
      wakeOne();
    }
  }

  /** Makes {@code actor} run after the others; called by its worker. */
  void requeue(BareActor<?> actor) {
    ((Worker) Thread.currentThread()).put(actor);
  }

  private void wakeOne() {
    if (napping.get() > 0) {
      for (Worker worker : workers) {
        if (worker.napping) {
          LockSupport.unpark(worker);
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Worker extends Thread {
    private final AtomicReferenceArray<@Nullable BareActor<?>> ring =
        new AtomicReferenceArray<>(RING);
    private final AtomicInteger head = new AtomicInteger();
    private volatile int tail;
    private @Nullable BareActor<?> slot;
    private volatile boolean napping;
    private int streak;
    private int turns;

    Worker() {
      setDaemon(true);
    }

    BareWorkers pool() {
      return BareWorkers.this;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the owner is the only one to write it
    void put(BareActor<?> actor) {
      int t = tail;
      // The slot is emptied after `head` moved on: a full turn of the ring may find it occupied.
      if (t - head.get() == RING || ring.getPlain(t & (RING - 1)) != null) {
        shared.add(actor);
      } else {
        ring.setPlain(t & (RING - 1), actor);
        tail = t + 1;
      }
      wakeOne();
    }

    /** Takes the oldest; the owner and thieves alike. */
    @Nullable BareActor<?> take() {
      for (; ; ) {
        int h = head.get();
        if (tail - h <= 0) {
          return null;
        }
        if (head.compareAndSet(h, h + 1)) {
          return ring.getAndSet(h & (RING - 1), null);
        }
      }
    }

    private @Nullable BareActor<?> next() {
      if (++turns % SHARED_EVERY == 0) {
        BareActor<?> actor = shared.poll();
        if (actor != null) {
          return actor;
        }
      }
      BareActor<?> actor = slot;
      if (actor != null && streak++ < SLOT_STREAK) {
        slot = null;
        return actor;
      }
      streak = 0;
      BareActor<?> queued = take();
      if (queued != null) {
        return queued;
      }
      slot = null;
      return actor != null ? actor : shared.poll();
    }

    private @Nullable BareActor<?> steal() {
      for (int i = 0; i < SPINS; i++) {
        for (Worker victim : workers) {
          BareActor<?> actor = victim == this ? null : victim.take();
          if (actor != null) {
            return actor;
          }
        }
        Thread.onSpinWait();
      }
      return shared.poll();
    }

    @Override
    public void run() {
      while (!closed) {
        BareActor<?> actor = next();
        if (actor == null) {
          actor = steal();
        }
        if (actor != null) {
          actor.run();
        } else {
          pool().napping.incrementAndGet();
          napping = true;
          if (shared.isEmpty()) {
            LockSupport.parkNanos(NAP_NANOS);
          }
          napping = false;
          pool().napping.decrementAndGet();
        }
      }
    }
  }
}

package io.leanagentic.internal.await;

import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Parking;
import org.jspecify.annotations.Nullable;

/** A thread that waits in place for an await. */
final class Joining implements Completion<Object> {
  private static final int YIELDS = 8;
  private static final long SPIN_NANOS = 20_000;

  private final Parking parking = Parking.ofThread();
  private volatile boolean waits = true;

  @Override
  public void done(@Nullable Object value, @Nullable Throwable failure) {
    parking.unpark();
  }

  @Override
  public boolean waits() {
    return waits;
  }

  /** Waits until {@code await}, which lives in {@code host}, is done. */
  static void await(AbstractAwait<?> await, AwaitHost host) throws InterruptedException {
    Joining joining = null; // most answers come before it is worth its memory
    try {
      host.beforeBlocking("join an await");
      catchUp(await);
      if (await.isDone()) {
        return;
      }
      host.beforeJoin(await);
      try {
        if (!spin(await)) {
          joining = new Joining();
          joining.park(await);
        }
      } finally {
        host.afterJoin(await);
      }
    } catch (InterruptedException e) {
      stop(joining);
      if (await.leave(joining)) {
        throw e;
      }
      Thread.currentThread().interrupt();
      awaitDecided(await);
    } catch (Throwable refused) {
      stop(joining);
      await.abandon(joining);
      throw refused;
    }
  }

  private static void stop(@Nullable Joining joining) {
    if (joining != null) {
      joining.waits = false;
    }
  }

  /** The code that completes {@code await} may have been postponed by this very thread. */
  static void catchUp(AbstractAwait<?> await) {
    while (!await.isDone() && Aside.catchUp()) {}
  }

  /**
   * Waits for the outcome: it is decided, and the thread that decided it is about to publish it.
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint that costs time if ignored, never correctness
  private static void awaitDecided(AbstractAwait<?> await) {
    while (!await.isDone()) {
      Thread.yield();
    }
  }

  /** Waits a little without giving up the thread: waking it costs more than most answers take. */
  @SuppressWarnings(
      "ThreadPriorityCheck") // a yield of a virtual thread: a hint, nothing relies on it
  private static boolean spin(AbstractAwait<?> await) {
    if (Parking.isStepped()) {
      return false; // nobody else runs meanwhile
    }
    if (Thread.currentThread().isVirtual()) {
      for (int i = 0; i < YIELDS; i++) {
        if (await.isDone()) {
          return true;
        }
        Thread.yield();
      }
      return await.isDone();
    }
    long from = System.nanoTime();
    do {
      for (int i = 0; i < 32; i++) {
        if (await.isDone()) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - from < SPIN_NANOS);
    return false;
  }

  private void park(AbstractAwait<?> await) throws InterruptedException {
    await.onDone(this);
    while (!await.isDone()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      parking.park(await);
    }
  }
}

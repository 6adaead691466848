package io.leanagentic.internal.await;

import io.leanagentic.internal.scheduler.Parking;
import org.jspecify.annotations.Nullable;

/**
 * A completion that wakes a thread, for one that waits again and again for the same await beside
 * other things: it is added once, and counts as a waiter only while the thread waits.
 */
public final class Waker implements Completion<Object> {
  private final Parking parking;
  private volatile boolean waits = true;

  private Waker(Parking parking) {
    this.parking = parking;
  }

  /** Makes {@code await} wake the calling thread, whose {@code parking} this is. */
  public static Waker on(AbstractAwait<?> await, Parking parking) {
    Waker known = await.wakerOf(parking);
    if (known != null) {
      known.waits = true;
      return known;
    }
    var waker = new Waker(parking);
    await.onDone((Completion<Object>) waker);
    return waker;
  }

  boolean isOf(Parking other) {
    return parking == other;
  }

  /** The thread waits no longer; the await goes on. */
  public void stop() {
    waits = false;
  }

  @Override
  public void done(@Nullable Object value, @Nullable Throwable failure) {
    parking.unpark();
  }

  @Override
  public boolean waits() {
    return waits;
  }
}

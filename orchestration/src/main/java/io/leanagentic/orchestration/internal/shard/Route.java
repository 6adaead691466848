package io.leanagentic.orchestration.internal.shard;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** One seat's time with one slot; the next time is another route, also if it is the same seat's. */
final class Route {
  private static final AtomicIntegerFieldUpdater<Route> DEFERRED =
      AtomicIntegerFieldUpdater.newUpdater(Route.class, "deferred");

  /** What the owner does with a parcel that came by a route. */
  enum State {
    /** The slot is on its way: puts it on hold. */
    WAITING,
    /** Handles it. */
    OPEN,
    /** Has given the slot away: drops it, the sender sends it the new way. */
    CLOSED
  }

  final int slot;
  final Seat seat;

  /** How the slot came here; null if it was here from the start. */
  final @Nullable Transfer by;

  /** Where the slot went. Set before this is given up. */
  @Nullable Route next;

  /** In the owner's turns only; afterwards, whoever takes over from it. */
  State state;

  private volatile int deferred;

  Route(int slot, Seat seat, @Nullable Transfer by) {
    this.slot = slot;
    this.seat = seat;
    this.by = by;
    this.state = by == null ? State.OPEN : State.WAITING;
  }

  /** One parcel more may be in the outbox of its sender. */
  void defer() {
    DEFERRED.incrementAndGet(this);
  }

  /** One parcel less. */
  void undefer() {
    DEFERRED.decrementAndGet(this);
  }

  /** Whether parcels may be in the outboxes of their senders. */
  boolean isDeferred() {
    return deferred != 0;
  }
}

package io.leanagentic.orchestration.internal.shard;

import io.leanagentic.Await;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One instance's time with one slot. The next time is another route, even if the instance is the
 * same.
 */
final class Route {
  private static final AtomicIntegerFieldUpdater<Route> DEFERRED =
      AtomicIntegerFieldUpdater.newUpdater(Route.class, "deferred");

  /** What the owner does with an envelope that came by a route. */
  enum State {
    /** The slot is on its way: holds the envelope. */
    WAITING,
    /** Handles it. */
    OPEN,
    /**
     * Has given the slot away: drops the envelope, since its sender puts a copy by the new route.
     */
    CLOSED
  }

  final int slot;
  final ShardInstance instance;

  /** How the slot came here; null if it was here from the start. */
  final @Nullable Handoff by;

  /** Where the slot went. Set before this is given up. */
  @Nullable Route next;

  /** In the owner's turns only; afterwards in those of its successor. */
  State state;

  /** The answers that the behavior waits for on behalf of this route's keys. In its turns. */
  private @Nullable Set<Await<?>> waits;

  private volatile int deferred;

  Route(int slot, ShardInstance instance, @Nullable Handoff by) {
    this.slot = slot;
    this.instance = instance;
    this.by = by;
    this.state = by == null ? State.OPEN : State.WAITING;
  }

  /** The behavior begins to wait; cancelled at once if the slot's keys have had their time. */
  void begun(Await<?> wait) {
    Route after = next;
    if (after != null && after.by != null && after.by.overdue) {
      wait.cancel();
      return;
    }
    if (waits == null) {
      waits = new LinkedHashSet<>();
    }
    waits.add(wait);
  }

  /** A wait is over. Returns whether it was the last one. */
  boolean over(Await<?> wait) {
    return waits != null && waits.remove(wait) && waits.isEmpty();
  }

  /** Whether continuations have yet to run here. */
  boolean isWaiting() {
    return waits != null && !waits.isEmpty();
  }

  /** Lets all continuations run now, with a failure if there is no answer yet. */
  void endWaits() {
    if (waits != null) {
      List.copyOf(waits).forEach(Await::cancel);
    }
  }

  /** One envelope more may be in the outbox of its sender. */
  void defer() {
    DEFERRED.incrementAndGet(this);
  }

  /** One envelope less. */
  void undefer() {
    DEFERRED.decrementAndGet(this);
  }

  /** Whether envelopes may be in the outboxes of their senders. */
  boolean isDeferred() {
    return deferred != 0;
  }
}

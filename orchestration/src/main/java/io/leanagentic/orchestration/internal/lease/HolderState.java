package io.leanagentic.orchestration.internal.lease;

import org.jspecify.annotations.Nullable;

/**
 * The leases that one agent holds, and those it waits for: doubly linked lists for each table,
 * guarded by the lock of that table.
 */
final class HolderState {
  final @Nullable ActiveLease[] held;
  final @Nullable Waiter[] waiting;

  /** Set before the tables are searched for its leases; read under the lock of each table. */
  volatile boolean ended;

  HolderState(int tables) {
    held = new @Nullable ActiveLease[tables];
    waiting = new @Nullable Waiter[tables];
  }

  void add(ActiveLease lease, int table) {
    ActiveLease first = held[table];
    lease.nextOfHolder = first;
    if (first != null) {
      first.previousOfHolder = lease;
    }
    held[table] = lease;
  }

  void remove(ActiveLease lease, int table) {
    ActiveLease next = lease.nextOfHolder;
    ActiveLease previous = lease.previousOfHolder;
    if (next != null) {
      next.previousOfHolder = previous;
    }
    if (previous != null) {
      previous.nextOfHolder = next;
    } else {
      held[table] = next;
    }
    lease.nextOfHolder = null;
    lease.previousOfHolder = null;
  }

  void add(Waiter waiter, int table) {
    Waiter first = waiting[table];
    waiter.nextOfHolder = first;
    if (first != null) {
      first.previousOfHolder = waiter;
    }
    waiting[table] = waiter;
  }

  void remove(Waiter waiter, int table) {
    Waiter next = waiter.nextOfHolder;
    Waiter previous = waiter.previousOfHolder;
    if (next != null) {
      next.previousOfHolder = previous;
    }
    if (previous != null) {
      previous.nextOfHolder = next;
    } else {
      waiting[table] = next;
    }
    waiter.nextOfHolder = null;
    waiter.previousOfHolder = null;
  }
}

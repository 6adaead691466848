package io.leanagentic.orchestration.internal.lease;

import org.jspecify.annotations.Nullable;

/**
 * An agent that holds leases or waits for some, and what it has in each table. The lists are
 * guarded by the lock of their table.
 */
final class Tenant {
  final @Nullable HeldLease[] held;
  final @Nullable Waiter[] waiting;

  /** Set before the tables are searched for its leases, read under the lock of each table. */
  volatile boolean ended;

  Tenant(int tables) {
    held = new @Nullable HeldLease[tables];
    waiting = new @Nullable Waiter[tables];
  }
}

package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AwaitCancelledException;
import io.leanagentic.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The timer that ends the leases of one table whose time is over. */
final class LeaseAlarm {
  /*
   * All fields are guarded by the lock of the table. Setting a timer calls other code, so it happens after the lock is
   * released. If another thread has planned an earlier alarm by then, this one is silenced.
   */
  private final LeaseTable table;
  private final InProcessLeaseAuthority home;

  /** The earliest deadline since the last {@link #plan}. */
  private long soonest = Long.MAX_VALUE;

  /** When it rings; MAX_VALUE if it does not. */
  private long at = Long.MAX_VALUE;

  private @Nullable Promise<Boolean> timer;

  LeaseAlarm(LeaseTable table, InProcessLeaseAuthority home) {
    this.table = table;
    this.home = home;
  }

  /** A lease is due at {@code due}. Under the lock. */
  void expect(long due) {
    soonest = Math.min(soonest, due);
  }

  /** Resets the timer if it would ring too late. Under the lock. */
  void plan() {
    long due = soonest;
    soonest = Long.MAX_VALUE;
    if (due < at) {
      at = due;
      table.defer(() -> set(due));
    }
  }

  /** The timer that was set for {@code due} has rung. Under the lock. */
  void rang(long due) {
    if (at == due) {
      at = Long.MAX_VALUE;
      timer = null;
    }
  }

  /** Ends it: it never rings again. Under the lock. */
  void close() {
    Promise<Boolean> last = timer;
    timer = null;
    at = Long.MIN_VALUE; // nothing is earlier, so no timer is set again
    table.defer(() -> silence(last));
  }

  private void set(long due) {
    Promise<Boolean> next =
        home.runtime().promise(Duration.ofNanos(Math.max(1, due - table.now())));
    Promise<Boolean> obsolete;
    synchronized (table) {
      obsolete = at == due ? timer : next;
      if (at == due) {
        timer = next;
      }
    }
    silence(obsolete);
    next.await()
        .whenDone((silenced, over) -> {
          if (over instanceof AwaitCancelledException) {
            home.close(); // the runtime has ended, and no alarm would ring any more
          } else if (over != null) {
            table.expire(due);
          }
        });
  }

  /** Answers the timer instead of cancelling it, which would cost an exception. */
  private static void silence(@Nullable Promise<Boolean> timer) {
    if (timer != null && timer.reply().isOpen()) {
      timer.reply().send(true);
    }
  }
}

package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AgentRuntime;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.Promise;
import java.time.Duration;

/**
 * Renews a lease each time a third of its time is over, by the runtime's timers. Its lock is never
 * held while it calls the table.
 */
final class Renewal {
  private final AgentRuntime runtime;
  private final LeaseTable table;
  private final ActiveLease lease;

  /** When the last renewal ends. */
  private final long until;

  private boolean stopped;
  private Promise<Boolean> alarm;

  private Renewal(AgentRuntime runtime, LeaseTable table, ActiveLease lease, long atMost) {
    this.runtime = runtime;
    this.table = table;
    this.lease = lease;
    this.until = table.now() + atMost;
    this.alarm = promise();
  }

  static Renewal start(AgentRuntime runtime, LeaseTable table, ActiveLease lease, long atMost) {
    var renewal = new Renewal(runtime, table, lease, atMost);
    renewal.listen(renewal.alarm);
    return renewal;
  }

  private Promise<Boolean> promise() {
    return runtime.promise(Duration.ofNanos(Math.max(1, lease.ttl().toNanos() / 3)));
  }

  private void listen(Promise<Boolean> next) {
    next.await()
        .whenDone((stop, due) -> {
          if (due instanceof AwaitTimeoutException) { // else it was stopped, or the runtime closed
            renew();
          }
        });
  }

  private void renew() {
    boolean last = until - table.now() <= lease.ttl().toNanos();
    if (table.extend(lease, lease.ttl().toNanos(), until) && !last) {
      again();
    }
  }

  private void again() {
    Promise<Boolean> next;
    synchronized (this) {
      if (stopped) {
        return;
      }
      next = promise();
      alarm = next;
    }
    listen(next);
  }

  /** Any thread: no renewal begins after this. */
  void stop() {
    Promise<Boolean> last;
    synchronized (this) {
      stopped = true;
      last = alarm;
    }
    // Answered rather than cancelled: that costs no exception.
    if (last.reply().isOpen()) {
      last.reply().send(true);
    }
  }
}

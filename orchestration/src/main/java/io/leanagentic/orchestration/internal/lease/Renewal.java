package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Promise;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.spi.Clock;
import java.time.Duration;

/**
 * Renews a lease each time a third of its time is over, by the runtime's timers. Its lock is never
 * held while it calls the lease.
 */
final class Renewal {
  private final AgentRuntime runtime;
  private final Clock clock;
  private final Lease lease;
  private final long until;
  private boolean stopped;
  private Promise<Boolean> alarm;

  private Renewal(AgentRuntime runtime, Lease lease, long atMost) {
    this.runtime = runtime;
    this.clock = runtime.config().seams().clock();
    this.lease = lease;
    this.until = clock.nanoTime() + atMost;
    this.alarm = promise();
  }

  static Renewal start(AgentRuntime runtime, Lease lease, long atMost) {
    var renewal = new Renewal(runtime, lease, atMost);
    renewal.listen(renewal.alarm);
    return renewal;
  }

  private Promise<Boolean> promise() {
    return runtime.promise(Duration.ofNanos(Math.max(1, lease.ttl().toNanos() / 3)));
  }

  private void listen(Promise<Boolean> next) {
    next.await()
        .whenDone((stop, due) -> {
          if (due != null) {
            renew();
          }
        });
  }

  private void renew() {
    if (until - clock.nanoTime() <= 0) {
      return;
    }
    lease
        .renew()
        .whenDone((renewed, lost) -> {
          if (renewed != null) {
            again();
          }
        });
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

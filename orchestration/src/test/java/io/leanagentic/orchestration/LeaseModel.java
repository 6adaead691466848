package io.leanagentic.orchestration;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What leases are to do, in the simplest words: lists, and no thought of speed. */
final class LeaseModel {

  /** Why a lease ended. */
  enum End {
    RELEASED,
    EXPIRED,
    HOLDER_ENDED
  }

  /** A granted lease. */
  static final class Lease {
    private final long number;
    private final int resource;
    private final int holder;
    private long deadline;
    private @Nullable End end;

    private Lease(long number, int resource, int holder, long deadline) {
      this.number = number;
      this.resource = resource;
      this.holder = holder;
      this.deadline = deadline;
    }

    long number() {
      return number;
    }

    int resource() {
      return resource;
    }

    int holder() {
      return holder;
    }

    @Nullable End end() {
      return end;
    }
  }

  /** Somebody who wants a lease. */
  static final class Wait {
    private final int resource;
    private final int holder;
    private final long ttl;
    private final long until;
    private boolean pending = true;
    private @Nullable Lease granted;

    private Wait(int resource, int holder, long ttl, long until) {
      this.resource = resource;
      this.holder = holder;
      this.ttl = ttl;
      this.until = until;
    }

    boolean isPending() {
      return pending;
    }

    @Nullable Lease granted() {
      return granted;
    }
  }

  private final List<@Nullable Lease> current = new ArrayList<>();
  private final List<List<Wait>> lines = new ArrayList<>();
  private final boolean[] dead;
  private long grants;
  private long now;

  LeaseModel(int resources, int holders, long now) {
    for (int i = 0; i < resources; i++) {
      current.add(null);
      lines.add(new ArrayList<>());
    }
    this.dead = new boolean[holders];
    this.now = now;
  }

  boolean isDead(int holder) {
    return dead[holder];
  }

  @Nullable Lease current(int resource) {
    return current.get(resource);
  }

  int waiting(int resource) {
    return lines.get(resource).size();
  }

  long remaining(Lease lease) {
    return lease.deadline - now;
  }

  @Nullable Lease tryAcquire(int resource, int holder, long ttl) {
    return current.get(resource) == null ? grant(resource, holder, ttl) : null;
  }

  private Lease grant(int resource, int holder, long ttl) {
    var lease = new Lease(grants++, resource, holder, now + ttl);
    current.set(resource, lease);
    return lease;
  }

  Wait acquire(int resource, int holder, long ttl, long wait) {
    var waiting = new Wait(resource, holder, ttl, now + wait);
    if (current.get(resource) == null) {
      waiting.granted = grant(resource, holder, ttl);
      waiting.pending = false;
    } else {
      lines.get(resource).add(waiting);
    }
    return waiting;
  }

  boolean release(Lease lease) {
    if (lease.end != null) {
      return false;
    }
    end(lease, End.RELEASED);
    return true;
  }

  boolean renew(Lease lease, long ttl) {
    if (lease.end != null) {
      return false;
    }
    lease.deadline = now + ttl;
    return true;
  }

  void cancel(Wait wait) {
    wait.pending = false;
    lines.get(wait.resource).remove(wait);
  }

  void kill(int holder) {
    dead[holder] = true;
    for (var line : lines) {
      for (Iterator<Wait> waits = line.iterator(); waits.hasNext(); ) {
        Wait wait = waits.next();
        if (wait.holder == holder) {
          wait.pending = false;
          waits.remove();
        }
      }
    }
    for (Lease lease : List.copyOf(held())) {
      if (lease.holder == holder) {
        end(lease, End.HOLDER_ENDED);
      }
    }
  }

  private List<Lease> held() {
    var held = new ArrayList<Lease>();
    for (Lease lease : current) {
      if (lease != null) {
        held.add(lease);
      }
    }
    return held;
  }

  private void end(Lease lease, End reason) {
    lease.end = reason;
    current.set(lease.resource, null);
    var line = lines.get(lease.resource);
    if (!line.isEmpty()) {
      Wait first = line.removeFirst();
      first.pending = false;
      first.granted = grant(first.resource, first.holder, first.ttl);
    }
  }

  /** Lets time pass: leases expire and waits time out, in the order of their times. */
  void advance(long time) {
    while (true) {
      Lease expiring = null;
      Wait late = null;
      long at = time;
      for (Lease lease : held()) {
        if (lease.deadline <= at) {
          at = lease.deadline;
          expiring = lease;
        }
      }
      for (var line : lines) {
        for (Wait wait : line) {
          if (wait.until <= at) {
            at = wait.until;
            late = wait;
          }
        }
      }
      now = at;
      if (late != null) {
        cancel(late);
      } else if (expiring != null) {
        end(expiring, End.EXPIRED);
      } else {
        return;
      }
    }
  }
}

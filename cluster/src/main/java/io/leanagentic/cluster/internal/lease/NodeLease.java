package io.leanagentic.cluster.internal.lease;

import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.Promise;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Done;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Extend;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.LeaseLoss;
import io.leanagentic.orchestration.LeaseLoss.Reason;
import io.leanagentic.orchestration.LeaseLostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lease that the log has granted to a holder of this node. */
final class NodeLease implements Lease {
  /** The longest time to live: more would not fit into nanoseconds. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  private static final Duration TRY = Duration.ofSeconds(2);

  private final ClusterLeases home;
  private final NodeSession.Session session;
  private final ClusterLeases.Request request;
  private final long token;
  private final long granted;

  // Written under the lock of this; read by isHeld() without it.
  private volatile boolean over;
  private volatile long deadline;
  private volatile Duration ttl;

  // Guarded by this.
  private @Nullable Reason lostBy;
  private @Nullable Promise<LeaseLoss> loss;

  NodeLease(
      ClusterLeases home, NodeSession.Session session, ClusterLeases.Request request, long token) {
    this.home = home;
    this.session = session;
    this.request = request;
    this.token = token;
    this.ttl = request.ttl;
    this.granted = request.notBefore;
    this.deadline = granted + ClusterLeases.kept(ttl.toNanos());
  }

  NodeSession.Session session() {
    return session;
  }

  long number() {
    return request.number;
  }

  /** When it ends, unless the session ends before. */
  long deadline() {
    return deadline;
  }

  @Override
  public String resource() {
    return request.resource;
  }

  @Override
  public LeaseHolder holder() {
    return request.holder;
  }

  @Override
  public long token() {
    return token;
  }

  @Override
  public Duration ttl() {
    return ttl;
  }

  @Override
  public Duration remaining() {
    long left = Math.min(deadline, session.until()) - home.now();
    return over || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  @Override
  public boolean isHeld() {
    long now = home.now();
    return !over && now < deadline && now < session.until();
  }

  LeaseInfo info(int waiting) {
    return new LeaseInfo(
        resource(), holder(), token, Duration.ofNanos(home.now() - granted), remaining(), waiting);
  }

  @Override
  public Await<Lease> renew() {
    return renew(ttl);
  }

  @Override
  public Await<Lease> renew(Duration ttl) {
    if (ttl.compareTo(ClusterLeases.LEAST) < 0 || ttl.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(
          "time to live of a lease is "
              + ttl
              + "; allowed on a cluster: "
              + ClusterLeases.LEAST.toSeconds()
              + " seconds or more");
    }
    long until;
    synchronized (this) {
      if (!isHeld()) {
        return lost("cannot be renewed: ");
      }
      until = home.now() + ClusterLeases.kept(ttl.toNanos());
      deadline = Math.min(deadline, until); // if it is shorter, it is so from the question on
    }
    return home.submit(new Extend(session.id(), number(), ttl.toNanos()), TRY)
        .flatMap(answer -> {
          synchronized (this) {
            if (isHeld() && answer.equals(new Done(true))) {
              deadline = until;
              this.ttl = ttl;
              return Await.of((Lease) this);
            }
          }
          return lost("cannot be renewed: ");
        });
  }

  private Await<Lease> lost(String what) {
    return Await.failed(new LeaseLostException(what + this));
  }

  /**
   * One command, and not one for each third of its time: the session is what a node that is gone
   * does not renew.
   */
  @Override
  public void keepAlive(Duration atMost) {
    if (!atMost.isPositive() || atMost.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(
          "time to keep a lease alive is "
              + atMost
              + "; allowed: more than zero, up to "
              + FOREVER.toDays()
              + " days");
    }
    long asked = home.now();
    long until = asked + ClusterLeases.kept(atMost.toNanos());
    if (until <= deadline || !isHeld()) {
      return;
    }
    home.submit(new Extend(session.id(), number(), atMost.toNanos()), TRY)
        .whenDone((answer, failure) -> {
          if (answer == null) {
            long left = asked + atMost.toNanos() - home.now();
            if (left > 0 && isHeld()) {
              keepAlive(Duration.ofNanos(left));
            }
            return;
          }
          synchronized (this) {
            if (isHeld() && answer.equals(new Done(true))) {
              deadline = Math.max(deadline, until);
            }
          }
        });
  }

  @Override
  public boolean release() {
    boolean held;
    Promise<LeaseLoss> told;
    synchronized (this) {
      if (over) {
        return false;
      }
      held = isHeld();
      over = true;
      lostBy = held ? null : Reason.EXPIRED;
      told = loss;
    }
    home.end(session, number(), false);
    if (told != null) {
      tell(told);
    }
    return held;
  }

  /** Ends it; nothing happens if it has ended. */
  void lose(Reason reason) {
    Promise<LeaseLoss> told;
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      lostBy = reason;
      told = loss;
    }
    if (told != null) {
      tell(told);
    }
  }

  private void tell(Promise<LeaseLoss> told) {
    Reason reason = lostBy;
    if (reason == null) {
      told.await().cancel();
    } else if (told.reply().isOpen()) {
      told.reply().send(new LeaseLoss(resource(), holder(), token, reason));
    }
  }

  @Override
  public synchronized Await<LeaseLoss> lost() {
    Reason reason = lostBy;
    if (reason != null) {
      return Await.of(new LeaseLoss(resource(), holder(), token, reason));
    }
    if (over) {
      return Await.failed(new AwaitCancelledException("not lost: " + this));
    }
    Promise<LeaseLoss> told = loss;
    if (told == null) {
      told = home.runtime().<LeaseLoss>promise(FOREVER).asEvent();
      loss = told;
    }
    return told.await();
  }

  @Override
  public String toString() {
    String state =
        isHeld() ? "held" : lostBy != null ? "lost: " + lostBy : over ? "released" : "expired";
    return "lease of " + resource() + " by " + holder() + " with token " + token + ", " + state;
  }
}

package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.Await;
import io.leanagentic.Promise;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseLoss;
import io.leanagentic.orchestration.internal.Times;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A lease granted by a table of this process. */
final class ActiveLease implements Lease {
  private final LeaseTable table;
  private final String resource;
  private final LeaseHolder holder;
  private final long token;
  private final long granted;
  final @Nullable HolderState state;

  // Written under the table's lock; read by isHeld() without it.
  private volatile boolean over;
  private volatile long deadline;
  private volatile long ttl;

  // The rest is guarded by the table's lock.

  /** When the table looks at it next; {@link Deadlines} files it under this time. */
  long due;

  /** Until when the table keeps it alive; zero if it does not. */
  private long keptUntil;

  int place;
  @Nullable ActiveLease nextDue;
  @Nullable ActiveLease previousDue;
  @Nullable ActiveLease nextOfHolder;
  @Nullable ActiveLease previousOfHolder;

  /** The waiters, passed on from the lease before; null if there never was one. */
  Waiter.@Nullable Line line;

  /** Why it was lost; null if it was not. */
  LeaseLoss.@Nullable Reason lostBy;

  @Nullable Promise<LeaseLoss> loss;

  private boolean lateIsKnown;

  ActiveLease(
      LeaseTable table,
      String resource,
      LeaseHolder holder,
      @Nullable HolderState state,
      long token,
      long ttl,
      long now) {
    this.table = table;
    this.resource = resource;
    this.holder = holder;
    this.state = state;
    this.token = token;
    this.granted = now;
    this.ttl = ttl;
    this.deadline = now + ttl;
    this.due = now + ttl;
  }

  @Override
  public String resource() {
    return resource;
  }

  @Override
  public LeaseHolder holder() {
    return holder;
  }

  @Override
  public long token() {
    return token;
  }

  @Override
  public Duration ttl() {
    return Duration.ofNanos(ttl);
  }

  /** What is reported if it is lost. */
  LeaseLoss loss(LeaseLoss.Reason reason) {
    return new LeaseLoss(resource, holder, token, reason);
  }

  /** When it was granted. */
  long granted() {
    return granted;
  }

  /** Makes it last {@code duration} from {@code now}; under the lock. */
  void lastFor(long duration, long now) {
    ttl = duration;
    deadline = now + duration;
    plan(now);
  }

  /** Has the table keep it alive until {@code time}; under the lock. */
  void keepUntil(long time, long now) {
    keptUntil = time;
    plan(now);
  }

  /**
   * Renews it if it is kept alive: for its time to live, or until that ends. Returns whether it
   * did; under the lock.
   */
  boolean renewIfKept(long now) {
    if (over || isDue(now) || keptUntil == 0) {
      return false;
    }
    long until = Math.min(now + ttl, keptUntil);
    if (until == keptUntil) {
      keptUntil = 0; // this was the last renewal
    }
    deadline = Math.max(deadline, until);
    plan(now);
    return true;
  }

  /** It is renewed each time a third of its time has passed, or it ends at its deadline. */
  private void plan(long now) {
    due = keptUntil == 0 ? deadline : Math.min(deadline, now + Math.max(1, ttl / 3));
  }

  /** Ends it; under the lock. */
  void end(LeaseLoss.@Nullable Reason reason) {
    lostBy = reason;
    over = true;
  }

  /** Whether it was ended; if not, its deadline may have passed all the same. */
  boolean isOver() {
    return over;
  }

  /**
   * Its holder comes back: whether it has expired, nobody asked to be told of that, and this is the
   * first time; under the lock.
   */
  boolean takeLate() {
    boolean late = lostBy == LeaseLoss.Reason.EXPIRED && loss == null && !lateIsKnown;
    lateIsKnown |= late;
    return late;
  }

  /** The trouble that its holder came back only {@code now}. */
  RuntimeEvent.Trouble late(long now) {
    return new RuntimeEvent.Trouble(
        "lease-expired",
        resource,
        holder instanceof LeaseHolder.Agent(var agent) ? Optional.of(agent) : Optional.empty(),
        "The lease of " + resource + " expired while " + holder + " still used it.",
        "It was to last "
            + Duration.ofNanos(ttl).toMillis()
            + " ms; its holder came back "
            + Duration.ofNanos(now - deadline).toMillis()
            + " ms after its end. Meanwhile another may have held it.",
        "Keep it alive while it is used (Lease.keepAlive; withLease does), or let it last longer."
            + " Let the resource refuse old tokens: Fenced.");
  }

  boolean isDue(long now) {
    return now >= deadline;
  }

  @Override
  public Duration remaining() {
    long left = deadline - table.now();
    return over || left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  @Override
  public boolean isHeld() {
    return !over && !isDue(table.now());
  }

  @Override
  public Await<Lease> renew() {
    return table.renew(this, ttl);
  }

  @Override
  public Await<Lease> renew(Duration ttl) {
    return table.renew(this, Times.ttl(ttl));
  }

  @Override
  public void keepAlive(Duration atMost) {
    table.keepAlive(this, Times.checked("time to keep a lease alive", atMost));
  }

  @Override
  public boolean release() {
    return table.release(this);
  }

  @Override
  public Await<LeaseLoss> lost() {
    return table.lossOf(this);
  }

  @Override
  public String toString() {
    String state =
        isHeld() ? "held" : lostBy != null ? "lost: " + lostBy : over ? "released" : "expired";
    return "lease of " + resource + " by " + holder + " with token " + token + ", " + state;
  }
}

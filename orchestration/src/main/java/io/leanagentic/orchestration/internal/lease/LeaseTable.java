package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.Delivery;
import io.leanagentic.Promise;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.LeaseLoss;
import io.leanagentic.orchestration.LeaseLoss.Reason;
import io.leanagentic.orchestration.LeaseLostException;
import io.leanagentic.orchestration.NotHolderException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The leases of some of the resources: of those whose names hash to this table. */
final class LeaseTable {
  /*
   * Structure
   *   One lock around a map of resources, their lines of waiters, and the deadlines. Whatever calls out (an answer to a waiter,
   *   the news of a loss, a timer) is noted under the lock and done after it, and not within another such call of the same
   *   thread but after that: a waiter that is served and gives back at once costs no stack, however long the line. See Afterwards.
   *
   *   A lease whose deadline is over is ended by whoever sees it first: the alarm, who wants the resource, or who renews it.
   *   So nothing depends on the alarm being in time, only that waiters are served without anybody asking.
   *
   * Invariants
   *   I1  one lease of a resource is held at a time; its token is greater than all before     LeaseSimulationTest.agreesWithTheModel
   *   I2  a resource with waiters is never free: it is handed over under the lock             LeaseSimulationTest.agreesWithTheModel
   *   I3  each operation takes effect at one moment between its call and its return           LeaseLinearizabilityTest
   *   I4  a grant that its waiter did not take any more goes to the next                      LeaseRaceTest.noGrantIsLostWhenWaitersGiveUp
   *   I5  callbacks do not nest                                                               ReleaseInCallbackTest
   *   I6  a closed runtime closes the table, and nothing is granted then                      LeaseHeldAtCloseTest, LeaseAfterCloseTest
   */
  /** So many of those who wait are told whom they wait for: the price of a handover is bounded. */
  private static final int TOLD = 32;

  private final EmbeddedAuthority home;
  private final int index;
  private final Map<String, HeldLease> held = new HashMap<>();
  private final Deadlines deadlines;
  private @Nullable Afterwards afterwards;
  private boolean closed;

  /** The earliest deadline that was set under the lock since somebody took it. */
  private long soonest = Long.MAX_VALUE;

  /** When the alarm rings; MAX_VALUE if there is none. */
  private long alarmAt = Long.MAX_VALUE;

  private @Nullable Promise<Boolean> alarm;

  LeaseTable(EmbeddedAuthority home, int index) {
    this.home = home;
    this.index = index;
    this.deadlines = new Deadlines(home.now());
  }

  /** Nanoseconds since the authority began. */
  long now() {
    return home.now();
  }

  /** What is to be done once the lock is free. */
  private static final class Afterwards {
    /** What the calling thread is at; null if it is at nothing. */
    private static final ThreadLocal<@Nullable Afterwards> AT = new ThreadLocal<>();

    private final Queue<Runnable> actions = new ArrayDeque<>();

    static void run(@Nullable Afterwards todo) {
      if (todo == null) {
        return;
      }
      Afterwards outer = AT.get();
      if (outer != null) {
        outer.actions.addAll(todo.actions);
        return;
      }
      AT.set(todo);
      try {
        todo.runAll();
      } finally {
        AT.remove();
      }
    }

    /** All of them, whatever one throws. */
    private void runAll() {
      Throwable failure = null;
      for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
        try {
          next.run();
        } catch (Throwable thrown) {
          failure = thrown;
        }
      }
      switch (failure) {
        case null -> {}
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  private void afterwards(Runnable action) {
    if (afterwards == null) {
      afterwards = new Afterwards();
    }
    afterwards.actions.add(action);
  }

  /** Ends a locked section: what is to be done when the lock is free. */
  private @Nullable Afterwards leave() {
    planAlarm();
    Afterwards todo = afterwards;
    afterwards = null;
    return todo;
  }

  // Acquire.

  Acquisition tryAcquire(String resource, LeaseHolder holder, @Nullable Tenant tenant, long ttl) {
    Acquisition answer;
    Afterwards todo;
    synchronized (this) {
      check(holder, tenant);
      long now = now();
      HeldLease current = current(resource, now);
      answer =
          current == null
              ? new Acquisition.Granted(grant(resource, holder, tenant, ttl, null, now))
              : new Acquisition.Refused(info(current, now));
      todo = leave();
    }
    Afterwards.run(todo);
    checkOpen();
    return answer;
  }

  /** Grants at once, or puts {@code waiter} in line and returns null. */
  @Nullable Lease acquire(Waiter waiter) {
    HeldLease granted = null;
    Afterwards todo;
    synchronized (this) {
      check(waiter.holder, waiter.tenant);
      long now = now();
      HeldLease current = current(waiter.resource, now);
      if (current == null) {
        granted = grant(waiter.resource, waiter.holder, waiter.tenant, waiter.ttl, null, now);
      } else {
        queue(current, waiter);
      }
      todo = leave();
    }
    Afterwards.run(todo);
    checkOpen();
    return granted;
  }

  /** A table learns that its runtime is closed as it sets its alarm, which is after a grant. */
  private synchronized void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the lease service is closed");
    }
  }

  private void check(LeaseHolder holder, @Nullable Tenant tenant) {
    checkOpen();
    if (tenant != null && tenant.ended) {
      throw new AgentStoppedException(holder + " has ended and can hold no lease");
    }
  }

  /** The lease in force, after the end of one whose time is over. */
  private @Nullable HeldLease current(String resource, long now) {
    HeldLease lease = held.get(resource);
    if (lease != null && lease.isDue(now)) {
      end(lease, Reason.EXPIRED, now);
      return held.get(resource);
    }
    return lease;
  }

  private HeldLease grant(
      String resource,
      LeaseHolder holder,
      @Nullable Tenant tenant,
      long ttl,
      Waiter.@Nullable Line line,
      long now) {
    var lease = new HeldLease(this, resource, holder, tenant, home.nextToken(), ttl, now);
    lease.line = line;
    held.put(resource, lease);
    deadlines.add(lease);
    soonest = Math.min(soonest, lease.due);
    if (tenant != null) {
      HeldLease first = tenant.held[index];
      lease.nextOfTenant = first;
      if (first != null) {
        first.previousOfTenant = lease;
      }
      tenant.held[index] = lease;
    }
    return lease;
  }

  private void queue(HeldLease current, Waiter waiter) {
    if (current.line == null) {
      current.line = new Waiter.Line();
    }
    current.line.add(waiter);
    Tenant tenant = waiter.tenant;
    if (tenant != null) {
      Waiter first = tenant.waiting[index];
      waiter.nextOfTenant = first;
      if (first != null) {
        first.previousOfTenant = waiter;
      }
      tenant.waiting[index] = waiter;
    }
  }

  private void leaveLine(Waiter waiter, Waiter.Line line) {
    line.remove(waiter);
    Tenant tenant = waiter.tenant;
    if (tenant != null) {
      Waiter next = waiter.nextOfTenant;
      Waiter previous = waiter.previousOfTenant;
      if (next != null) {
        next.previousOfTenant = previous;
      }
      if (previous != null) {
        previous.nextOfTenant = next;
      } else {
        tenant.waiting[index] = next;
      }
      waiter.nextOfTenant = null;
      waiter.previousOfTenant = null;
    }
  }

  /** {@code waiter} does not wait any more. */
  synchronized void forget(Waiter waiter) {
    Waiter.Line line = waiter.line;
    if (line != null) {
      leaveLine(waiter, line);
    }
  }

  // The end of a lease.

  private void end(HeldLease lease, @Nullable Reason reason, long now) {
    deadlines.remove(lease);
    endRemoved(lease, reason, now);
  }

  private void endRemoved(HeldLease lease, @Nullable Reason reason, long now) {
    lease.end(reason);
    leaveTenant(lease);
    Renewal renewal = lease.renewal;
    if (renewal != null) {
      afterwards(renewal::stop);
    }
    Promise<LeaseLoss> loss = lease.loss;
    if (loss != null) {
      afterwards(() -> tell(lease, loss, reason));
    }
    handOver(lease, now);
  }

  private void leaveTenant(HeldLease lease) {
    Tenant tenant = lease.tenant;
    if (tenant != null) {
      HeldLease next = lease.nextOfTenant;
      HeldLease previous = lease.previousOfTenant;
      if (next != null) {
        next.previousOfTenant = previous;
      }
      if (previous != null) {
        previous.nextOfTenant = next;
      } else {
        tenant.held[index] = next;
      }
      lease.nextOfTenant = null;
      lease.previousOfTenant = null;
    }
  }

  private void handOver(HeldLease ended, long now) {
    Waiter.Line line = ended.line;
    Waiter waiter = line == null ? null : line.first();
    if (line == null || waiter == null) {
      held.remove(ended.resource());
      return;
    }
    leaveLine(waiter, line);
    HeldLease next = grant(waiter.resource, waiter.holder, waiter.tenant, waiter.ttl, line, now);
    Waiter taker = waiter;
    afterwards(() -> {
      if (!taker.reply().isOpen() || taker.reply().send(next) != Delivery.ACCEPTED) {
        release(next); // it gave up in the same moment
      }
    });
    Waiter behind = line.first();
    for (int i = 0; i < TOLD && behind != null; i++) {
      Waiter told = behind;
      if (told.tenant != null) {
        afterwards(() -> tellWhoHolds(told));
      }
      behind = behind.behind;
    }
  }

  /**
   * Says which agent the waiter waits for, so that a circle of agents that wait is found. Another
   * thread may say so at the same time; who is the last to do so sees whether it is still true.
   */
  void tellWhoHolds(Waiter waiter) {
    if (waiter.tenant == null) {
      return;
    }
    Optional<AgentRef<?>> said;
    Optional<AgentRef<?>> now = whoHolds(waiter);
    do {
      said = now;
      waiter.promise.needs(said.orElse(null));
      now = whoHolds(waiter);
    } while (!now.equals(said));
  }

  /** The agent that holds what {@code waiter} wants, if it is one and the waiter is in front. */
  private synchronized Optional<AgentRef<?>> whoHolds(Waiter waiter) {
    HeldLease lease = held.get(waiter.resource);
    Waiter.Line line = waiter.line;
    return lease != null
            && line != null
            && line.isInFront(waiter, TOLD)
            && lease.holder() instanceof LeaseHolder.Agent(var agent)
        ? Optional.of(agent)
        : Optional.empty();
  }

  private static void tell(HeldLease lease, Promise<LeaseLoss> loss, @Nullable Reason reason) {
    if (reason == null) {
      loss.await().cancel();
    } else if (loss.reply().isOpen()) {
      loss.reply().send(lease.loss(reason));
    }
  }

  boolean release(HeldLease lease) {
    boolean ended;
    Afterwards todo;
    synchronized (this) {
      if (lease.isOver()) {
        return false;
      }
      long now = now();
      ended = !lease.isDue(now);
      end(lease, ended ? null : Reason.EXPIRED, now);
      todo = leave();
    }
    Afterwards.run(todo);
    return ended;
  }

  void release(String resource, LeaseHolder holder, long token) {
    Optional<String> wrong;
    Afterwards todo;
    synchronized (this) {
      long now = now();
      HeldLease lease = current(resource, now);
      wrong = whyNot(lease, holder, token);
      if (lease != null && wrong.isEmpty()) {
        end(lease, null, now);
      }
      todo = leave();
    }
    Afterwards.run(todo);
    if (wrong.isPresent()) {
      throw new NotHolderException(
          holder + " cannot release " + resource + " with token " + token + ": " + wrong.get());
    }
  }

  private static Optional<String> whyNot(
      @Nullable HeldLease lease, LeaseHolder holder, long token) {
    if (lease == null) {
      return Optional.of("nobody holds it");
    }
    boolean right = lease.token() == token && lease.holder().equals(holder);
    return right
        ? Optional.empty()
        : Optional.of(lease.holder() + " holds it with token " + lease.token());
  }

  /** An agent has ended: it holds nothing and waits for nothing. */
  void ended(Tenant tenant) {
    Afterwards todo;
    synchronized (this) {
      long now = now();
      for (Waiter w = tenant.waiting[index]; w != null; w = tenant.waiting[index]) {
        Waiter waiter = w;
        leaveLine(waiter, Objects.requireNonNull(waiter.line));
        afterwards(() -> refuse(waiter, new AgentStoppedException(waiter.holder + " has ended")));
      }
      for (HeldLease l = tenant.held[index]; l != null; l = tenant.held[index]) {
        end(l, l.isDue(now) ? Reason.EXPIRED : Reason.HOLDER_ENDED, now);
      }
      todo = leave();
    }
    Afterwards.run(todo);
  }

  void close() {
    Afterwards todo;
    synchronized (this) {
      closed = true;
      long now = now();
      for (HeldLease lease : List.copyOf(held.values())) {
        Waiter.Line line = lease.line;
        for (Waiter w = first(line); w != null; w = first(line)) {
          Waiter waiter = w;
          leaveLine(waiter, Objects.requireNonNull(waiter.line));
          afterwards(
              () -> refuse(waiter, new IllegalStateException("the lease service is closed")));
        }
        end(lease, lease.isDue(now) ? Reason.EXPIRED : Reason.CLOSED, now);
      }
      Promise<Boolean> last = alarm;
      alarm = null;
      alarmAt = Long.MIN_VALUE; // nothing is earlier, so none is set again
      afterwards(() -> silence(last));
      todo = leave();
    }
    Afterwards.run(todo);
  }

  private static @Nullable Waiter first(Waiter.@Nullable Line line) {
    return line == null ? null : line.first();
  }

  private static void refuse(Waiter waiter, RuntimeException why) {
    if (waiter.reply().isOpen()) {
      waiter.reply().fail(why);
    }
  }

  // What holders do.

  Await<Lease> renew(HeldLease lease, long ttl) {
    return extend(lease, ttl, Long.MAX_VALUE)
        ? Done.with(lease)
        : Done.failed(() -> new LeaseLostException("cannot be renewed: " + lease));
  }

  /**
   * Lets a lease last for {@code ttl} from now on, but not beyond {@code limit}. Returns whether it
   * is held.
   */
  boolean extend(HeldLease lease, long ttl, long limit) {
    boolean held;
    Afterwards todo;
    synchronized (this) {
      long now = now();
      if (!lease.isOver() && lease.isDue(now)) {
        end(lease, Reason.EXPIRED, now);
      }
      held = !lease.isOver();
      long until = Math.min(now + ttl, limit);
      if (held && (limit == Long.MAX_VALUE || until > lease.due)) {
        deadlines.remove(lease);
        lease.lastUntil(until, ttl);
        deadlines.add(lease);
        soonest = Math.min(soonest, lease.due);
      }
      todo = leave();
    }
    Afterwards.run(todo);
    return held;
  }

  void keepAlive(HeldLease lease, long atMost) {
    Renewal renewal = Renewal.start(home.runtime(), this, lease, atMost);
    Renewal obsolete;
    synchronized (this) {
      obsolete = lease.isOver() ? renewal : lease.renewal;
      if (!lease.isOver()) {
        lease.renewal = renewal;
      }
    }
    if (obsolete != null) {
      obsolete.stop();
    }
  }

  Await<LeaseLoss> lossOf(HeldLease lease) {
    synchronized (this) {
      if (!lease.isOver()) {
        Promise<LeaseLoss> loss = lease.loss;
        if (loss == null) {
          loss = home.runtime().promise(Times.FOREVER);
          lease.loss = loss;
        }
        return loss.await();
      }
    }
    Reason reason = lease.lostBy;
    return reason == null
        ? Done.failed(() -> new AwaitCancelledException("not lost: " + lease))
        : Done.with(lease.loss(reason));
  }

  // Time.

  private void planAlarm() {
    long at = soonest;
    soonest = Long.MAX_VALUE;
    if (at < alarmAt) {
      alarmAt = at;
      afterwards(() -> setAlarm(at));
    }
  }

  private void setAlarm(long at) {
    Promise<Boolean> next = home.runtime().promise(Duration.ofNanos(Math.max(1, at - now())));
    Promise<Boolean> obsolete;
    synchronized (this) {
      obsolete = alarmAt == at ? alarm : next;
      if (alarmAt == at) {
        alarm = next;
      }
    }
    silence(obsolete);
    next.await()
        .whenDone((silenced, due) -> {
          if (due instanceof AwaitCancelledException) {
            home.close(); // the runtime has ended, and no alarm would ring any more
          } else if (due != null) {
            ring(at);
          }
        });
  }

  /** Answered rather than cancelled: that costs no exception. */
  private static void silence(@Nullable Promise<Boolean> alarm) {
    if (alarm != null && alarm.reply().isOpen()) {
      alarm.reply().send(true);
    }
  }

  private void ring(long at) {
    Afterwards todo;
    synchronized (this) {
      if (alarmAt == at) {
        alarmAt = Long.MAX_VALUE;
        alarm = null;
      }
      long now = now();
      deadlines.advance(now, lease -> endRemoved(lease, Reason.EXPIRED, now));
      soonest = Math.min(soonest, deadlines.nextAlarm());
      todo = leave();
    }
    Afterwards.run(todo);
  }

  // Looking.

  private static LeaseInfo info(HeldLease lease, long now) {
    return new LeaseInfo(
        lease.resource(),
        lease.holder(),
        lease.token(),
        Duration.ofNanos(now - lease.granted()),
        lease.remaining(),
        lease.line == null ? 0 : lease.line.size());
  }

  synchronized Optional<LeaseInfo> find(String resource) {
    long now = now();
    HeldLease lease = held.get(resource);
    return lease == null || lease.isDue(now) ? Optional.empty() : Optional.of(info(lease, now));
  }

  synchronized void addTo(List<LeaseInfo> all) {
    long now = now();
    for (HeldLease lease : held.values()) {
      if (!lease.isDue(now)) {
        all.add(info(lease, now));
      }
    }
  }

  synchronized int size() {
    long now = now();
    return (int) held.values().stream().filter(lease -> !lease.isDue(now)).count();
  }
}

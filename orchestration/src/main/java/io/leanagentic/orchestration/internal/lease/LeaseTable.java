package io.leanagentic.orchestration.internal.lease;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.Delivery;
import io.leanagentic.Promise;
import io.leanagentic.extension.Inspection;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.LeaseLoss;
import io.leanagentic.orchestration.LeaseLoss.Reason;
import io.leanagentic.orchestration.LeaseLostException;
import io.leanagentic.orchestration.NotHolderException;
import io.leanagentic.orchestration.internal.Times;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The leases of those resources whose names hash to this table. */
final class LeaseTable {
  /*
   * Structure
   *   One lock guards a map of resources, their lines of waiters, and the deadlines. Calls to other code (an answer to
   *   a waiter, a notification of a loss, a timer) are noted under the lock and made once it is free: DeferredActions.
   *   This class is long because it holds every transition that the lock makes atomic; the lists of one holder, the
   *   deadlines and the timer have classes of their own.
   *
   *   The same alarm renews a lease that is kept alive, each time a third of its time has passed. If the alarm comes
   *   after the deadline, the lease is lost, like that of a holder that paused.
   *
   *   A lease past its deadline is ended by the first to notice: the alarm, a request for the resource, a renewal or a
   *   release. So only waiters depend on a punctual alarm: it serves them without a request.
   *
   * Invariants
   *   I1  one lease of a resource is held at a time; its token is greater than all before
   *                                                                        LeaseSimulationTest.agreesWithTheModel
   *   I2  a resource with waiters is never free: it is handed over under the lock
   *                                                                        LeaseSimulationTest.agreesWithTheModel
   *   I3  each operation takes effect at one moment between its call and its return
   *                                                                        LeaseLinearizabilityTest
   *   I4  a grant that its waiter no longer takes goes to the next         LeaseRaceTest.noGrantIsLostWhenWaitersGiveUp
   *   I5  callbacks do not nest                                            ReleaseInCallbackTest
   *   I6  a closed runtime closes the table, which then grants nothing     LeaseHeldAtCloseTest, LeaseAfterCloseTest
   */
  /**
   * So many waiters in front declare which agent they wait for, which bounds what a handover costs.
   */
  private static final int TOLD = 32;

  private final InProcessLeaseAuthority home;
  private final int index;
  private final Map<String, ActiveLease> held = new HashMap<>();
  private final Deadlines deadlines;
  private @Nullable DeferredActions deferred;
  private final LeaseAlarm alarm;
  private volatile boolean closed; // written under the lock

  LeaseTable(InProcessLeaseAuthority home, int index) {
    this.home = home;
    this.index = index;
    this.deadlines = new Deadlines(home.now());
    this.alarm = new LeaseAlarm(this, home);
  }

  /** Nanoseconds since the authority began. */
  long now() {
    return home.now();
  }

  /** Notes {@code action}, to be run once the lock is free. Under the lock. */
  void defer(Runnable action) {
    if (deferred == null) {
      deferred = new DeferredActions();
    }
    deferred.add(action);
  }

  /** Ends a locked section; returns what is to be done once the lock is free. */
  private @Nullable DeferredActions leave() {
    alarm.plan();
    DeferredActions todo = deferred;
    deferred = null;
    return todo;
  }

  // Acquire.

  Acquisition tryAcquire(
      String resource, LeaseHolder holder, @Nullable HolderState state, long ttl) {
    Acquisition answer;
    DeferredActions todo;
    synchronized (this) {
      check(holder, state);
      long now = now();
      ActiveLease current = current(resource, now);
      answer =
          current == null
              ? new Acquisition.Granted(grant(resource, holder, state, ttl, null, now))
              : new Acquisition.Refused(info(current, now));
      todo = leave();
    }
    DeferredActions.run(todo);
    checkOpen();
    return answer;
  }

  /** Grants at once, or puts {@code waiter} in line and returns null. */
  @Nullable Lease acquire(Waiter waiter) {
    ActiveLease granted = null;
    DeferredActions todo;
    synchronized (this) {
      check(waiter.holder, waiter.state);
      long now = now();
      ActiveLease current = current(waiter.resource, now);
      if (current == null) {
        granted = grant(waiter.resource, waiter.holder, waiter.state, waiter.ttl, null, now);
      } else {
        queue(current, waiter);
      }
      todo = leave();
    }
    DeferredActions.run(todo);
    checkOpen();
    return granted;
  }

  /**
   * Fails if closed. Called before a grant, and after: the table may learn that its runtime has
   * ended only as it sets its alarm.
   */
  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the lease service is closed");
    }
  }

  private void check(LeaseHolder holder, @Nullable HolderState state) {
    checkOpen();
    if (state != null && state.ended) {
      throw new AgentStoppedException(holder + " has ended and can hold no lease");
    }
  }

  /** The lease in force; one past its deadline is ended first. */
  private @Nullable ActiveLease current(String resource, long now) {
    ActiveLease lease = held.get(resource);
    if (lease != null && lease.isDue(now)) {
      end(lease, Reason.EXPIRED, now);
      return held.get(resource);
    }
    return lease;
  }

  private ActiveLease grant(
      String resource,
      LeaseHolder holder,
      @Nullable HolderState state,
      long ttl,
      Waiter.@Nullable Line line,
      long now) {
    var lease = new ActiveLease(this, resource, holder, state, home.nextToken(), ttl, now);
    lease.line = line;
    held.put(resource, lease);
    deadlines.add(lease);
    alarm.expect(lease.due);
    if (state != null) {
      state.add(lease, index);
    }
    return lease;
  }

  private void queue(ActiveLease current, Waiter waiter) {
    if (current.line == null) {
      current.line = new Waiter.Line();
    }
    current.line.add(waiter);
    HolderState state = waiter.state;
    if (state != null) {
      state.add(waiter, index);
    }
  }

  private void leaveLine(Waiter waiter, Waiter.Line line) {
    line.remove(waiter);
    HolderState state = waiter.state;
    if (state != null) {
      state.remove(waiter, index);
    }
  }

  /** Takes {@code waiter} out of its line, if it is in one. */
  synchronized void forget(Waiter waiter) {
    Waiter.Line line = waiter.line;
    if (line != null) {
      leaveLine(waiter, line);
    }
  }

  // The end of a lease.

  private void end(ActiveLease lease, @Nullable Reason reason, long now) {
    deadlines.remove(lease);
    endRemoved(lease, reason, now);
  }

  private void endRemoved(ActiveLease lease, @Nullable Reason reason, long now) {
    lease.end(reason);
    HolderState state = lease.state;
    if (state != null) {
      state.remove(lease, index);
    }
    Promise<LeaseLoss> loss = lease.loss;
    if (loss != null) {
      defer(() -> tell(lease, loss, reason));
    }
    handOver(lease, now);
  }

  private void handOver(ActiveLease ended, long now) {
    Waiter.Line line = ended.line;
    Waiter waiter = line == null ? null : line.first();
    if (line == null || waiter == null) {
      held.remove(ended.resource());
      return;
    }
    leaveLine(waiter, line);
    ActiveLease next = grant(waiter.resource, waiter.holder, waiter.state, waiter.ttl, line, now);
    Waiter taker = waiter;
    defer(() -> {
      if (!taker.reply().isOpen() || taker.reply().send(next) != Delivery.ACCEPTED) {
        release(next); // the waiter gave up at the same moment
      }
    });
    Waiter behind = line.first();
    for (int i = 0; i < TOLD && behind != null; i++) {
      Waiter told = behind;
      if (told.state != null) {
        defer(() -> tellWhoHolds(told));
      }
      behind = behind.behind;
    }
  }

  /**
   * Declares which agent the waiter waits for, so that a cycle of waiting agents is detected.
   * Another thread may do so at the same time, so each looks again afterwards; the last one to
   * declare leaves what is true.
   */
  void tellWhoHolds(Waiter waiter) {
    if (waiter.state == null) {
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

  /**
   * The agent that holds what {@code waiter} waits for; empty if the holder is no agent, or the
   * waiter is not in front.
   */
  private synchronized Optional<AgentRef<?>> whoHolds(Waiter waiter) {
    ActiveLease lease = held.get(waiter.resource);
    Waiter.Line line = waiter.line;
    return lease != null
            && line != null
            && line.isInFront(waiter, TOLD)
            && lease.holder() instanceof LeaseHolder.Agent(var agent)
        ? Optional.of(agent)
        : Optional.empty();
  }

  private static void tell(ActiveLease lease, Promise<LeaseLoss> loss, @Nullable Reason reason) {
    if (reason == null) {
      loss.await().cancel();
    } else if (loss.reply().isOpen()) {
      loss.reply().send(lease.loss(reason));
    }
  }

  boolean release(ActiveLease lease) {
    boolean ended;
    DeferredActions todo;
    synchronized (this) {
      long now = now();
      ended = !lease.isOver() && !lease.isDue(now);
      if (!lease.isOver()) {
        end(lease, ended ? null : Reason.EXPIRED, now);
      }
      reportLate(lease, now);
      todo = leave();
    }
    DeferredActions.run(todo);
    return ended;
  }

  /** Reports that the holder of {@code lease} came back, if that is after its end. */
  private void reportLate(ActiveLease lease, long now) {
    if (lease.takeLate()) {
      defer(() -> Inspection.of(home.runtime()).report(() -> lease.late(now)));
    }
  }

  void release(String resource, LeaseHolder holder, long token) {
    Optional<String> wrong;
    DeferredActions todo;
    synchronized (this) {
      long now = now();
      ActiveLease lease = current(resource, now);
      wrong = whyNot(lease, holder, token);
      if (lease != null && wrong.isEmpty()) {
        end(lease, null, now);
      }
      todo = leave();
    }
    DeferredActions.run(todo);
    if (wrong.isPresent()) {
      throw new NotHolderException(
          holder + " cannot release " + resource + " with token " + token + ": " + wrong.get());
    }
  }

  private static Optional<String> whyNot(
      @Nullable ActiveLease lease, LeaseHolder holder, long token) {
    if (lease == null) {
      return Optional.of("it is not held");
    }
    boolean right = lease.token() == token && lease.holder().equals(holder);
    return right
        ? Optional.empty()
        : Optional.of(lease.holder() + " holds it with token " + lease.token());
  }

  /** An agent has ended: ends its waits and its leases. */
  void ended(HolderState state) {
    DeferredActions todo;
    synchronized (this) {
      long now = now();
      for (Waiter w = state.waiting[index]; w != null; w = state.waiting[index]) {
        Waiter waiter = w;
        leaveLine(waiter, Objects.requireNonNull(waiter.line));
        defer(() -> refuse(waiter, new AgentStoppedException(waiter.holder + " has ended")));
      }
      for (ActiveLease l = state.held[index]; l != null; l = state.held[index]) {
        end(l, l.isDue(now) ? Reason.EXPIRED : Reason.HOLDER_ENDED, now);
      }
      todo = leave();
    }
    DeferredActions.run(todo);
  }

  void close() {
    DeferredActions todo;
    synchronized (this) {
      closed = true;
      long now = now();
      for (ActiveLease lease : List.copyOf(held.values())) {
        Waiter.Line line = lease.line;
        for (Waiter w = first(line); w != null; w = first(line)) {
          Waiter waiter = w;
          leaveLine(waiter, Objects.requireNonNull(waiter.line));
          defer(() -> refuse(waiter, new IllegalStateException("the lease service is closed")));
        }
        end(lease, lease.isDue(now) ? Reason.EXPIRED : Reason.CLOSED, now);
      }
      alarm.close();
      todo = leave();
    }
    DeferredActions.run(todo);
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

  Await<Lease> renew(ActiveLease lease, long ttl) {
    return change(lease, now -> lease.lastFor(ttl, now))
        ? Await.of(lease)
        : Await.failed(new LeaseLostException("cannot be renewed: " + lease));
  }

  /** Keeps {@code lease} alive: the alarm comes before its deadline, and renews it. */
  void keepAlive(ActiveLease lease, long atMost) {
    change(lease, now -> lease.keepUntil(now + atMost, now));
  }

  /** Changes the times of {@code lease} if it is held; returns whether it is. */
  private boolean change(ActiveLease lease, LongConsumer change) {
    boolean held;
    DeferredActions todo;
    synchronized (this) {
      long now = now();
      if (!lease.isOver() && lease.isDue(now)) {
        end(lease, Reason.EXPIRED, now);
      }
      held = !lease.isOver();
      reportLate(lease, now);
      if (held) {
        deadlines.remove(lease);
        change.accept(now);
        deadlines.add(lease);
        alarm.expect(lease.due);
      }
      todo = leave();
    }
    DeferredActions.run(todo);
    return held;
  }

  Await<LeaseLoss> lossOf(ActiveLease lease) {
    synchronized (this) {
      if (!lease.isOver()) {
        Promise<LeaseLoss> loss = lease.loss;
        if (loss == null) {
          loss = home.runtime().<LeaseLoss>promise(Times.FOREVER).asEvent();
          lease.loss = loss;
        }
        return loss.await();
      }
    }
    Reason reason = lease.lostBy;
    return reason == null
        ? Await.failed(new AwaitCancelledException("not lost: " + lease))
        : Await.of(lease.loss(reason));
  }

  // Time.

  /**
   * Ends all leases past their deadline, and renews those that are kept alive. Called by the alarm
   * that was set for {@code at}.
   */
  void expire(long at) {
    DeferredActions todo;
    synchronized (this) {
      alarm.rang(at);
      long now = now();
      deadlines.advance(
          now,
          lease -> {
            if (lease.renewIfKept(now)) {
              deadlines.add(lease);
            } else {
              endRemoved(lease, Reason.EXPIRED, now);
            }
          });
      alarm.expect(deadlines.nextAlarm());
      todo = leave();
    }
    DeferredActions.run(todo);
  }

  // Looking.

  private static LeaseInfo info(ActiveLease lease, long now) {
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
    ActiveLease lease = held.get(resource);
    return lease == null || lease.isDue(now) ? Optional.empty() : Optional.of(info(lease, now));
  }

  synchronized void addTo(List<LeaseInfo> all) {
    long now = now();
    for (ActiveLease lease : held.values()) {
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

package io.leanagentic.cluster.internal.lease;

import io.leanagentic.cluster.LogPosition;
import io.leanagentic.cluster.StateMachine;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Done;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.Granted;
import io.leanagentic.cluster.internal.lease.LeaseAnswer.NoSession;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Acquire;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Close;
import io.leanagentic.cluster.internal.lease.LeaseCommand.End;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Extend;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Open;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Renew;
import io.leanagentic.cluster.internal.lease.LeaseState.Grant;
import io.leanagentic.cluster.internal.lease.LeaseState.Session;
import io.leanagentic.cluster.internal.lease.LeaseState.Waiter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The leases of a cluster, as each voter has them. */
final class LeaseMachine implements StateMachine<LeaseCommand, LeaseAnswer, LeaseState> {
  /*
   * Structure
   *   Sessions of nodes, grants by resource, and a line of waiters for each resource. Time is that of the log. What has
   *   expired is ended by the next command, before that does anything: first the sessions with their waiters, then the
   *   grants; then each resource that became free goes to the first in line.
   *
   * Ordering
   *   The log calls one method at a time. The lock is for those who look at this replica from outside.
   *
   * Invariants
   *   M1  a resource has one grant at a time, with a token greater than all before
   *                                                                        LeaseMachineTest.tokensRiseWhateverHappens
   *   M2  a free resource has no waiters                                   LeaseMachineTest.tokensRiseWhateverHappens
   *   M3  all replicas are equal, and so is one made of a snapshot         LeaseMachineTest.aSnapshotIsTheWholeState
   *   M4  a request that ended before it came is refused                   LeaseMachineTest.aRequestThatEndedIsRefused
   */
  private final Map<Long, Session> sessions = new TreeMap<>();
  private final Map<String, Grant> grants = new TreeMap<>();
  private final Map<String, ArrayDeque<Waiter>> lines = new TreeMap<>();
  private long now;
  private long index;
  private long lastToken;

  /** No deadline is earlier. */
  private long soonest = Long.MAX_VALUE;

  @Override
  public synchronized LeaseAnswer apply(LeaseCommand command, LogPosition at) {
    now = at.time().toNanos();
    index = at.index();
    expire();
    return switch (command) {
      case Open it -> open(it);
      case Renew it when sessions.containsKey(it.session()) -> renew(it);
      case Acquire it when sessions.containsKey(it.session()) -> acquire(it);
      case Extend it when sessions.containsKey(it.session()) -> extend(it);
      case End it when sessions.containsKey(it.session()) -> end(it);
      case Close it when sessions.containsKey(it.session()) -> {
        endSessions(Set.of(it.session()));
        yield new Done(true);
      }
      default -> new NoSession();
    };
  }

  private LeaseAnswer open(Open it) {
    put(new Session(index, it.node(), it.ttl(), now + it.ttl(), Set.of()));
    return new LeaseAnswer.Opened(index);
  }

  private LeaseAnswer renew(Renew it) {
    Session old = session(it.session());
    put(new Session(old.id(), old.node(), old.ttl(), now + old.ttl(), old.refused()));
    if (it.waiting().isEmpty()) {
      return new LeaseAnswer.Renewed(Map.of());
    }
    var asked = new HashSet<>(it.waiting());
    var granted = new HashMap<Long, Long>();
    for (Grant grant : grants.values()) {
      if (grant.session() == it.session() && asked.contains(grant.request())) {
        granted.put(grant.request(), grant.token());
      }
    }
    return new LeaseAnswer.Renewed(granted);
  }

  private LeaseAnswer acquire(Acquire it) {
    if (session(it.session()).refused().contains(it.request())) {
      return new Done(false);
    }
    var waiter = new Waiter(it.resource(), it.holder(), it.session(), it.request(), it.ttl());
    Grant held = grants.get(it.resource());
    if (held == null) {
      return new Granted(grant(waiter).token());
    }
    ArrayDeque<Waiter> line = lines.get(it.resource());
    if (it.queue()) {
      if (line == null) {
        line = new ArrayDeque<>();
        lines.put(it.resource(), line);
      }
      line.add(waiter);
      return new LeaseAnswer.Queued();
    }
    return new LeaseAnswer.Held(
        held.holder(),
        held.token(),
        now - held.since(),
        held.deadline() - now,
        line == null ? 0 : line.size());
  }

  private LeaseAnswer extend(Extend it) {
    Grant old = grant(it.session(), it.request());
    if (old == null) {
      return new Done(false);
    }
    put(
        new Grant(
            old.resource(),
            old.holder(),
            old.session(),
            old.request(),
            old.token(),
            old.since(),
            now + it.ttl()));
    return new Done(true);
  }

  private LeaseAnswer end(End it) {
    Grant held = grant(it.session(), it.request());
    if (held != null) {
      grants.remove(held.resource());
      handOver(held.resource());
      return new Done(true);
    }
    if (removeWaiters(w -> w.session() == it.session() && w.request() == it.request())) {
      return new Done(true);
    }
    if (it.doubtful()) {
      Session old = session(it.session());
      var refused = new TreeSet<>(old.refused());
      refused.add(it.request());
      put(new Session(old.id(), old.node(), old.ttl(), old.deadline(), Set.copyOf(refused)));
    }
    return new Done(false);
  }

  /** The session, which is there. */
  private Session session(long id) {
    return Objects.requireNonNull(sessions.get(id));
  }

  private @Nullable Grant grant(long session, long request) {
    for (Grant grant : grants.values()) {
      if (grant.session() == session && grant.request() == request) {
        return grant;
      }
    }
    return null;
  }

  private void put(Session session) {
    sessions.put(session.id(), session);
    soonest = Math.min(soonest, session.deadline());
  }

  private void put(Grant grant) {
    grants.put(grant.resource(), grant);
    soonest = Math.min(soonest, grant.deadline());
  }

  /** The token is the index, unless this entry has granted the resource before. */
  private Grant grant(Waiter to) {
    lastToken = Math.max(index, lastToken + 1);
    var grant =
        new Grant(
            to.resource(), to.holder(), to.session(), to.request(), lastToken, now, now + to.ttl());
    put(grant);
    return grant;
  }

  private void handOver(String resource) {
    ArrayDeque<Waiter> line = lines.get(resource);
    if (line != null) {
      Waiter next = line.remove();
      if (line.isEmpty()) {
        lines.remove(resource);
      }
      grant(next);
    }
  }

  // The end of what has expired.

  private void expire() {
    if (now < soonest) {
      return;
    }
    var dead = new TreeSet<Long>();
    sessions.values().stream().filter(it -> it.deadline() <= now).forEach(it -> dead.add(it.id()));
    endSessions(dead);
    soonest = Long.MAX_VALUE;
    sessions.values().forEach(it -> soonest = Math.min(soonest, it.deadline()));
    grants.values().forEach(it -> soonest = Math.min(soonest, it.deadline()));
  }

  /** Ends sessions, and the grants that have expired. */
  private void endSessions(Set<Long> dead) {
    sessions.keySet().removeAll(dead);
    removeWaiters(it -> dead.contains(it.session()));
    var free = new ArrayList<String>();
    for (Iterator<Grant> all = grants.values().iterator(); all.hasNext(); ) {
      Grant grant = all.next();
      if (grant.deadline() <= now || dead.contains(grant.session())) {
        all.remove();
        free.add(grant.resource());
      }
    }
    free.forEach(this::handOver);
  }

  private boolean removeWaiters(Predicate<Waiter> which) {
    boolean removed = false;
    for (var lines = this.lines.values().iterator(); lines.hasNext(); ) {
      ArrayDeque<Waiter> line = lines.next();
      removed |= line.removeIf(which);
      if (line.isEmpty()) {
        lines.remove();
      }
    }
    return removed;
  }

  // Looking.

  @Override
  public LeaseAnswer read(LeaseCommand question) {
    throw new IllegalArgumentException("no question: " + question);
  }

  /** The grants of this replica, which may be behind. */
  synchronized List<Grant> grants() {
    return grants.values().stream().filter(it -> it.deadline() > now).toList();
  }

  /** The time of this replica. */
  synchronized long now() {
    return now;
  }

  synchronized int waiting(String resource) {
    ArrayDeque<Waiter> line = lines.get(resource);
    return line == null ? 0 : line.size();
  }

  @Override
  public synchronized LeaseState snapshot() {
    return new LeaseState(
        now,
        lastToken,
        List.copyOf(sessions.values()),
        List.copyOf(grants.values()),
        lines.values().stream().flatMap(ArrayDeque::stream).toList());
  }

  @Override
  public synchronized void restore(LeaseState state) {
    sessions.clear();
    grants.clear();
    lines.clear();
    now = state.now();
    lastToken = state.lastToken();
    soonest = Long.MAX_VALUE;
    state.sessions().forEach(this::put);
    state.grants().forEach(this::put);
    for (Waiter waiter : state.waiters()) {
      lines.computeIfAbsent(waiter.resource(), _ -> new ArrayDeque<>()).add(waiter);
    }
  }
}

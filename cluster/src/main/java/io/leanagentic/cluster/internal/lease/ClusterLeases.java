package io.leanagentic.cluster.internal.lease;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.Await;
import io.leanagentic.Delivery;
import io.leanagentic.Promise;
import io.leanagentic.Terminated;
import io.leanagentic.cluster.ReplicatedMachine;
import io.leanagentic.cluster.internal.consensus.Consensus;
import io.leanagentic.cluster.internal.lease.LeaseCommand.Acquire;
import io.leanagentic.cluster.internal.lease.LeaseCommand.End;
import io.leanagentic.orchestration.Acquisition;
import io.leanagentic.orchestration.Lease;
import io.leanagentic.orchestration.LeaseHolder;
import io.leanagentic.orchestration.LeaseInfo;
import io.leanagentic.orchestration.LeaseLoss.Reason;
import io.leanagentic.orchestration.NotHolderException;
import io.leanagentic.orchestration.spi.LeaseAuthority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Grants leases of the cluster to holders of this node. */
public final class ClusterLeases implements LeaseAuthority {
  /*
   * Structure
   *   LeaseMachine decides, on all voters; this class asks it on behalf of the holders here, in one session of this node
   *   (NodeSession), whose renewals keep all of them. Requests have numbers. The answer to one in line comes with a
   *   renewal.
   *
   *   The log's time may only run slower than the one here, as it stands still without a leader. So a holder that counts
   *   from before it asked, and gives up a tenth early, gives up first: KEPT_TENTHS.
   *
   * Invariants
   *   A1  what a holder believes to hold, the log has granted to it     ClusterLeasesTest.theLeasesOfALostNodeAreTakenOver
   *   A2  a grant that nobody takes is given back                       ClusterLeasesTest.waitersAreServedInOrder
   *   A3  the leases of a node that is gone are free after its session  ClusterLeasesTest.theLeasesOfALostNodeAreTakenOver
   */
  /** No machine of a user has such a name. */
  private static final String NAME = ".leases";

  /** The shortest time to live: an election and two requests fit into it twice. */
  static final Duration LEAST = Duration.ofSeconds(5);

  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final int KEPT_TENTHS = 9;

  private final AgentRuntime runtime;
  private final ReplicatedMachine<LeaseCommand, LeaseAnswer> log;
  private final String node;
  private final @Nullable LeaseMachine replica;
  private final NodeSession sessions;
  private final AtomicLong requests = new AtomicLong();
  private final Map<Long, Request> waiting = new ConcurrentHashMap<>();
  private final Map<Long, NodeLease> held = new ConcurrentHashMap<>();
  private final Map<AgentRef<?>, Await<Terminated>> watched = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /**
   * Makes it.
   *
   * @param node the name of this node
   * @param replica that of this node; null if it is no voter
   */
  ClusterLeases(
      AgentRuntime runtime,
      ReplicatedMachine<LeaseCommand, LeaseAnswer> log,
      String node,
      @Nullable LeaseMachine replica) {
    this.runtime = runtime;
    this.log = log;
    this.node = node;
    this.replica = replica;
    this.sessions = new NodeSession(this, node);
  }

  /**
   * Opens the leases of the cluster.
   *
   * @param node the name of this node
   */
  public static ClusterLeases open(AgentRuntime runtime, Consensus consensus, String node) {
    var replica = new AtomicReference<@Nullable LeaseMachine>();
    var log =
        consensus.open(
            NAME,
            LeaseCommand.class,
            LeaseAnswer.class,
            LeaseState.class,
            () -> {
              var fresh = new LeaseMachine();
              replica.set(fresh);
              return fresh;
            });
    return new ClusterLeases(runtime, log, node, replica.get());
  }

  /** A request that is not granted yet. */
  static final class Request {
    final long number;
    final String resource;
    final LeaseHolder holder;
    final Duration ttl;
    final boolean queues;
    final BiConsumer<@Nullable Lease, @Nullable Throwable> answer;

    /** The session it was sent in; null before. */
    volatile NodeSession.@Nullable Session session;

    /** When the log was asked last that had not granted it yet. */
    volatile long notBefore;

    volatile boolean isOver;

    /** Who has the resource, if the request does not queue. */
    volatile LeaseAnswer.@Nullable Held refused;

    Request(
        long number,
        String resource,
        LeaseHolder holder,
        Duration ttl,
        boolean queues,
        BiConsumer<@Nullable Lease, @Nullable Throwable> answer) {
      this.number = number;
      this.resource = resource;
      this.holder = holder;
      this.ttl = ttl;
      this.queues = queues;
      this.answer = answer;
    }
  }

  AgentRuntime runtime() {
    return runtime;
  }

  long now() {
    return runtime.config().seams().clock().nanoTime();
  }

  /** How long a holder may count on what lasts {@code nanos} in the log. */
  static long kept(long nanos) {
    return nanos / 10 * KEPT_TENTHS;
  }

  Await<LeaseAnswer> submit(LeaseCommand command, Duration timeout) {
    return log.submit(command, timeout);
  }

  @Override
  public Await<Acquisition> tryAcquire(String resource, LeaseHolder holder, Duration ttl) {
    check(ttl);
    Promise<Acquisition> promise =
        runtime
            .<Acquisition>promise(REQUEST.plus(REQUEST))
            .whenUnwanted(late -> {
              if (late instanceof Acquisition.Granted(var lease)) {
                lease.release();
              }
            });
    var request = new Request[1];
    request[0] =
        new Request(
            requests.incrementAndGet(),
            resource,
            holder,
            ttl,
            false,
            (lease, failure) -> {
              LeaseAnswer.Held refused = request[0].refused;
              if (lease != null) {
                deliver(promise, new Acquisition.Granted(lease), lease);
              } else if (refused != null) {
                promise.reply().send(new Acquisition.Refused(info(resource, refused)));
              } else if (failure != null && promise.reply().isOpen()) {
                promise.reply().fail(failure);
              }
            });
    begin(request[0], promise);
    return promise.await();
  }

  @Override
  public Await<Lease> acquire(String resource, LeaseHolder holder, Duration ttl, Duration wait) {
    check(ttl);
    Promise<Lease> promise = runtime.<Lease>promise(wait).asEvent().whenUnwanted(Lease::release);
    var request =
        new Request(
            requests.incrementAndGet(),
            resource,
            holder,
            ttl,
            true,
            (lease, failure) -> {
              if (lease != null) {
                deliver(promise, lease, lease);
              } else if (failure != null && promise.reply().isOpen()) {
                promise.reply().fail(failure);
              }
            });
    begin(request, promise);
    return promise.await();
  }

  private static <T> void deliver(Promise<T> promise, T answer, Lease lease) {
    if (!promise.reply().isOpen() || promise.reply().send(answer) != Delivery.ACCEPTED) {
      lease.release();
    }
  }

  private void check(Duration ttl) {
    if (isClosed) {
      throw closed();
    }
    if (ttl.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "time to live of a lease is "
              + ttl
              + "; allowed on a cluster: "
              + LEAST.toSeconds()
              + " seconds or more");
    }
  }

  private void begin(Request request, Promise<?> promise) {
    if (request.holder instanceof LeaseHolder.Agent(var agent)) {
      if (!agent.isAlive()) {
        request.answer.accept(null, hasEnded(request.holder));
        return;
      }
      watch(agent);
    }
    promise
        .await()
        .whenDone((granted, failure) -> {
          if (failure != null) {
            giveUp(request);
          }
        });
    send(request);
  }

  /** Sends a request, in the session that this node has then. */
  void send(Request request) {
    if (isClosed) {
      finish(request, null, closed());
    }
    if (request.isOver) {
      return;
    }
    sessions.with((session, noSession) -> {
      if (session == null) {
        finish(request, null, noSession);
        return;
      }
      long asked = now();
      request.session = session;
      request.notBefore = asked;
      var acquire =
          new Acquire(
              session.id(),
              request.number,
              request.resource,
              describe(request.holder),
              request.ttl.toNanos(),
              request.queues);
      submit(acquire, REQUEST)
          .whenDone((answer, failure) -> answered(request, session, answer, failure));
    });
  }

  private void answered(
      Request request,
      NodeSession.Session session,
      @Nullable LeaseAnswer answer,
      @Nullable Throwable failure) {
    switch (answer) {
      case LeaseAnswer.Granted(var token) -> granted(request, session, token);
      case LeaseAnswer.Queued() -> {
        waiting.put(request.number, request);
        if (isClosed) {
          finish(request, null, closed());
        } else if (request.isOver) {
          waiting.remove(request.number);
          end(session, request.number, false);
        } else {
          sessions.wake();
        }
      }
      case LeaseAnswer.Held refused -> {
        request.refused = refused;
        finish(request, null, null);
      }
      case LeaseAnswer.NoSession() -> {
        sessions.lost(session);
        send(request);
      }
      case null -> {
        end(session, request.number, true);
        finish(request, null, failure);
      }
      default -> finish(request, null, new IllegalStateException("the log answered " + answer));
    }
  }

  /** The log has granted a request. */
  private void granted(Request request, NodeSession.Session session, long token) {
    waiting.remove(request.number);
    var lease = new NodeLease(this, session, request, token);
    held.put(request.number, lease);
    if (request.holder instanceof LeaseHolder.Agent(var agent) && !agent.isAlive()) {
      finish(request, null, hasEnded(request.holder));
    }
    if (isClosed) {
      finish(request, null, closed());
    }
    boolean isTaken;
    synchronized (request) {
      isTaken = !request.isOver;
      request.isOver = true;
    }
    if (isTaken) {
      request.answer.accept(lease, null);
    } else {
      lease.release();
    }
  }

  private void finish(Request request, @Nullable Lease lease, @Nullable Throwable failure) {
    waiting.remove(request.number);
    synchronized (request) {
      if (request.isOver) {
        return;
      }
      request.isOver = true;
    }
    request.answer.accept(lease, failure);
  }

  /** Nobody waits for the request any more. */
  private void giveUp(Request request) {
    synchronized (request) {
      if (request.isOver) {
        return;
      }
      request.isOver = true;
    }
    NodeSession.Session session = request.session;
    if (waiting.remove(request.number) != null && session != null) {
      end(session, request.number, false);
    }
  }

  /** Gives back what the request has, or will have; tries as long as the session lives. */
  void end(NodeSession.Session session, long number, boolean isDoubtful) {
    held.remove(number);
    submit(new End(session.id(), number, isDoubtful), REQUEST)
        .whenDone((answer, failure) -> {
          if (answer == null && session.isAlive(now()) && !isClosed) {
            end(session, number, isDoubtful);
          }
        });
  }

  // The session.

  /** The numbers of the requests in line. */
  List<Request> waiting(NodeSession.Session session) {
    return waiting.values().stream().filter(it -> it.session == session).toList();
  }

  /** The session was renewed by a question that was asked at {@code asked}. */
  void renewed(NodeSession.Session session, List<Request> asked, long at, Map<Long, Long> granted) {
    for (Request request : asked) {
      Long token = granted.get(request.number);
      if (token == null) {
        request.notBefore = at;
      } else {
        granted(request, session, token);
      }
    }
  }

  /** The session is over: its leases are lost, and who waits does so in the next one. */
  void over(NodeSession.Session session) {
    for (NodeLease lease : List.copyOf(held.values())) {
      if (lease.session() == session) {
        lose(lease, Reason.EXPIRED);
      }
    }
    for (Request request : waiting(session)) {
      if (waiting.remove(request.number) != null) {
        send(request);
      }
    }
  }

  /** Ends the leases whose time is over; returns when to look again. */
  long expire(long now) {
    long next = Long.MAX_VALUE;
    for (NodeLease lease : List.copyOf(held.values())) {
      long left = lease.deadline() - now;
      if (left <= 0) {
        lose(lease, Reason.EXPIRED);
        end(lease.session(), lease.number(), false);
      } else {
        next = Math.min(next, left);
      }
    }
    return next;
  }

  private void lose(NodeLease lease, Reason reason) {
    held.remove(lease.number());
    lease.lose(reason);
  }

  // Agents that end.

  private void watch(AgentRef<?> agent) {
    if (watched.containsKey(agent)) {
      return;
    }
    Await<Terminated> end = agent.termination(Duration.ofDays(36_500));
    if (watched.putIfAbsent(agent, end) != null) {
      end.cancel();
      return;
    }
    end.whenDone((terminated, failure) -> {
      if (terminated != null) {
        ended(agent);
      }
    });
  }

  private void ended(AgentRef<?> agent) {
    Predicate<LeaseHolder> isIt =
        holder -> holder instanceof LeaseHolder.Agent(var it) && it.equals(agent);
    for (Request request : List.copyOf(waiting.values())) {
      if (isIt.test(request.holder)) {
        NodeSession.Session session = request.session;
        finish(request, null, hasEnded(request.holder));
        if (session != null) {
          end(session, request.number, false);
        }
      }
    }
    for (NodeLease lease : List.copyOf(held.values())) {
      if (isIt.test(lease.holder())) {
        lose(lease, Reason.HOLDER_ENDED);
        end(lease.session(), lease.number(), false);
      }
    }
    watched.remove(agent);
  }

  private static AgentStoppedException hasEnded(LeaseHolder holder) {
    return new AgentStoppedException(holder + " has ended and can hold no lease");
  }

  // Looking.

  @Override
  public void release(String resource, LeaseHolder holder, long token) {
    for (NodeLease lease : held.values()) {
      if (lease.resource().equals(resource)
          && lease.token() == token
          && lease.holder().equals(holder)
          && lease.release()) {
        return;
      }
    }
    String by =
        find(resource)
            .map(it -> it.holder() + " holds it with token " + it.token())
            .orElse("it is not held, as far as this node knows");
    throw new NotHolderException(
        holder + " cannot release " + resource + " with token " + token + ": " + by);
  }

  @Override
  public Optional<LeaseInfo> find(String resource) {
    return all().stream().filter(it -> it.resource().equals(resource)).findAny();
  }

  /** Those of this node, and on a voter those of others, as its replica has them. */
  @Override
  public List<LeaseInfo> all() {
    var all = new ArrayList<LeaseInfo>();
    LeaseMachine replica = this.replica;
    for (NodeLease own : held.values()) {
      if (own.isHeld()) {
        all.add(own.info(replica == null ? 0 : replica.waiting(own.resource())));
      }
    }
    if (replica == null) {
      return all;
    }
    long now = replica.now();
    long session = sessions.id();
    for (LeaseState.Grant it : replica.grants()) {
      if (it.session() != session) {
        all.add(
            new LeaseInfo(
                it.resource(),
                LeaseHolder.named(it.holder()),
                it.token(),
                Duration.ofNanos(now - it.since()),
                Duration.ofNanos(it.deadline() - now),
                replica.waiting(it.resource())));
      }
    }
    return all;
  }

  @Override
  public int size() {
    return all().size();
  }

  private LeaseInfo info(String resource, LeaseAnswer.Held it) {
    LeaseHolder holder = LeaseHolder.named(it.holder());
    for (NodeLease own : held.values()) {
      if (own.token() == it.token() && own.resource().equals(resource)) {
        holder = own.holder();
      }
    }
    return new LeaseInfo(
        resource,
        holder,
        it.token(),
        Duration.ofNanos(it.since()),
        Duration.ofNanos(Math.max(0, it.remaining())),
        it.waiting());
  }

  private String describe(LeaseHolder holder) {
    return holder + " at " + node;
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("the lease service is closed");
  }

  @Override
  public void close() {
    closeAndTell();
  }

  /** As {@link #close}; the await is done once the others know. */
  public Await<?> closeAndTell() {
    if (isClosed) {
      return Await.of(new LeaseAnswer.Done(false));
    }
    isClosed = true;
    for (Request request : List.copyOf(waiting.values())) {
      finish(request, null, closed());
    }
    for (NodeLease lease : List.copyOf(held.values())) {
      lose(lease, Reason.CLOSED);
    }
    watched.values().forEach(Await::cancel);
    watched.clear();
    return sessions.close();
  }
}

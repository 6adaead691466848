package io.leanagentic.orchestration;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Shared;
import io.leanagentic.orchestration.internal.lease.Times;
import io.leanagentic.orchestration.spi.LeaseAuthority;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Leases of named resources: who has one may use the resource alone, until it is released, expires
 * or its holder ends.
 *
 * <pre>{@code
 * var leases = Leases.of(runtime);
 * leases.withLease("ledger", Duration.ofSeconds(5), lease -> ledger.run(lease.token(), Ledger::book));
 * }</pre>
 *
 * <p>Leases are not reentrant: a second wish of the same holder waits like any other. Time is that
 * of the runtime's clock. Any thread may call any method.
 */
@Shared("its tables have locks of their own, see LeaseLinearizabilityTest")
public final class Leases implements AutoCloseable {
  /** How long {@link #withLease(String, Duration, LeaseAction)} waits. */
  public static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

  private final LeaseAuthority authority;

  private Leases(LeaseAuthority authority) {
    this.authority = Objects.requireNonNull(authority, "authority");
  }

  /** Leases within one process, whose tokens begin at 1. */
  public static Leases of(AgentRuntime runtime) {
    return of(LeaseAuthority.inProcess(runtime, 1));
  }

  /** Leases of {@code authority}. */
  public static Leases of(LeaseAuthority authority) {
    return new Leases(authority);
  }

  /**
   * Takes the lease if it is free, without waiting.
   *
   * @param ttl how long it lasts unless it is renewed; more than zero
   * @return completes with the lease, or with who has it; fails with {@link
   *     io.leanagentic.AgentStoppedException} if the holder is an agent that has ended
   * @throws IllegalArgumentException if the resource is blank or {@code ttl} out of range
   */
  public Await<Acquisition> tryAcquire(String resource, LeaseHolder holder, Duration ttl) {
    check(resource, holder, ttl);
    return authority.tryAcquire(resource, holder, ttl);
  }

  /**
   * Takes the lease when it is free. Who came first is served first; to cancel the await is to
   * leave the line.
   *
   * @param ttl how long it lasts unless it is renewed; more than zero
   * @param wait how long to wait for it; more than zero
   * @return fails with {@link AwaitTimeoutException} if it was not free in time
   * @throws IllegalArgumentException if the resource is blank, or a time out of range
   */
  public Await<Lease> acquire(String resource, LeaseHolder holder, Duration ttl, Duration wait) {
    check(resource, holder, ttl);
    Times.checked("time to wait for a lease", wait);
    return authority.acquire(resource, holder, ttl, wait);
  }

  /**
   * Ends a lease that is known only by its token.
   *
   * @throws NotHolderException if it is not, or no longer, that of {@code holder} with {@code
   *     token}
   */
  public void release(String resource, LeaseHolder holder, long token) {
    checkName(resource);
    Objects.requireNonNull(holder, "holder");
    authority.release(resource, holder, token);
  }

  /**
   * Runs {@code action} under a lease of the calling thread, which waits for it at most {@link
   * #DEFAULT_WAIT}; see {@link #withLease(String, LeaseHolder, Duration, Duration, LeaseAction)}.
   */
  public <R, E extends Exception> R withLease(
      String resource, Duration ttl, @Box LeaseAction<R, E> action) throws E {
    Thread thread = Thread.currentThread();
    var holder = LeaseHolder.named("thread " + thread.threadId() + " " + thread.getName());
    return withLease(resource, holder, ttl, DEFAULT_WAIT, action);
  }

  /**
   * Runs {@code action} under a lease, which is renewed by itself until the action ends, and
   * released then. For threads and loop agents.
   *
   * @throws LeaseLostException if the lease was lost before the action ended: its result cannot be
   *     trusted, unless all it did was {@linkplain Fenced fenced}
   * @throws AwaitTimeoutException if the lease was not free within {@code wait}
   * @throws IllegalStateException if called in a handler agent's turn, whose thread must not wait
   */
  @CapUnchecked("the action runs in the calling thread and is not kept")
  public <R, E extends Exception> R withLease(
      String resource,
      LeaseHolder holder,
      Duration ttl,
      Duration wait,
      @Box LeaseAction<R, E> action)
      throws E {
    Objects.requireNonNull(action, "action");
    Lease lease = joined(resource, holder, ttl, wait);
    R result;
    boolean held;
    try {
      lease.keepAlive(Times.FOREVER);
      result = action.run(lease);
    } finally {
      held = lease.release();
    }
    if (!held) {
      throw new LeaseLostException("lost before the action ended: " + lease);
    }
    return result;
  }

  private Lease joined(String resource, LeaseHolder holder, Duration ttl, Duration wait) {
    try {
      return acquire(resource, holder, ttl, wait).join();
    } catch (AwaitTimeoutException late) {
      String by = authority.find(resource).map(info -> ", held by " + info.holder()).orElse("");
      var named =
          new AwaitTimeoutException(
              "waited " + wait + " in vain for the lease of " + resource + by);
      named.initCause(late);
      throw named;
    }
  }

  /**
   * Runs {@code action} in a turn of a handler agent once it has the lease, and releases it after
   * that turn's call.
   *
   * @param context of the calling agent, which is the holder
   * @param failure runs in a turn of the agent if there is no lease within {@code wait}
   */
  @CapUnchecked("the action runs in turns of the calling agent only")
  public void withLease(
      @Box AgentContext<?> context,
      String resource,
      Duration ttl,
      Duration wait,
      @Box Consumer<Lease> action,
      @Box Consumer<? super Throwable> failure) {
    Objects.requireNonNull(action, "action");
    context.onAnswer(
        acquire(resource, LeaseHolder.of(context.self()), ttl, wait),
        lease -> {
          try {
            action.accept(lease);
          } finally {
            lease.release();
          }
        },
        failure);
  }

  /** The lease of {@code resource}; empty if nobody has it. */
  public Optional<LeaseInfo> find(String resource) {
    checkName(resource);
    return authority.find(resource);
  }

  /** All leases that are held. */
  public List<LeaseInfo> all() {
    return authority.all();
  }

  /** The leases of {@code holder}. Looks at all leases. */
  public List<LeaseInfo> heldBy(LeaseHolder holder) {
    return authority.all().stream().filter(info -> info.holder().equals(holder)).toList();
  }

  /** How many leases are held. */
  public int size() {
    return authority.size();
  }

  /** Ends all leases and all waiting. Closing again changes nothing. */
  @Override
  public void close() {
    authority.close();
  }

  private static void check(String resource, LeaseHolder holder, Duration ttl) {
    checkName(resource);
    Objects.requireNonNull(holder, "holder");
    Times.checked("time to live of a lease", ttl);
  }

  private static void checkName(String resource) {
    if (resource.isBlank()) {
      throw new IllegalArgumentException("the name of a leased resource is blank");
    }
  }
}

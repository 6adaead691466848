package io.leanagentic.orchestration;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.capability.Box;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Shared;
import io.leanagentic.orchestration.internal.Times;
import io.leanagentic.orchestration.internal.lease.InProcessLeaseAuthority;
import io.leanagentic.orchestration.spi.LeaseAuthority;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Leases of named resources: its holder may use a resource alone, until it is released, expires or
 * its holder ends.
 *
 * <pre>{@code
 * var leases = Leases.of(runtime);
 * leases.withLease("ledger", Duration.ofSeconds(5), lease -> ledger.run(lease, Ledger::book));
 * }</pre>
 *
 * <p>Leases are not reentrant: a holder that asks again waits in line like anyone else. Time is
 * that of the runtime's clock. Any thread may call any method.
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
    return of(runtime, 1);
  }

  /**
   * Leases within one process, kept in memory.
   *
   * @param firstToken the token of the first grant, from 1 to 2<sup>62</sup>; where a resource
   *     outlives the process, greater than all tokens it has seen
   */
  public static Leases of(AgentRuntime runtime, long firstToken) {
    return of(new InProcessLeaseAuthority(runtime, firstToken));
  }

  /** Leases of {@code authority}. */
  public static Leases of(LeaseAuthority authority) {
    return new Leases(authority);
  }

  /**
   * Takes the lease if it is free, without waiting.
   *
   * @param ttl how long it lasts unless it is renewed; more than zero
   * @return completes with the lease, or with the present one; fails with {@link
   *     io.leanagentic.AgentStoppedException} if the holder is an agent that has ended
   * @throws IllegalArgumentException if the resource is blank or {@code ttl} out of range
   */
  public Await<Acquisition> tryAcquire(String resource, LeaseHolder holder, Duration ttl) {
    check(resource, holder, ttl);
    return authority.tryAcquire(resource, holder, ttl);
  }

  /**
   * Takes the lease when it is free. First come, first served; to cancel the await is to leave the
   * line.
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
   * released then. If the wait for it ends by an exception, an interrupt for instance, the caller
   * has left the line. For threads and loop agents.
   *
   * @throws LeaseLostException if the lease was lost before the action ended: its result cannot be
   *     trusted, unless all it did was {@linkplain Fenced fenced}; suppressed by what the action
   *     itself throws
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
    AgentRuntime.beforeBlocking("wait for a lease");
    Lease lease = joined(resource, holder, ttl, wait);
    lease.keepAlive(Times.FOREVER);
    R result;
    try {
      result = action.run(lease);
    } catch (Throwable failure) {
      end(lease).ifPresent(failure::addSuppressed);
      throw failure;
    }
    Optional<LeaseLostException> lost = end(lease);
    if (lost.isPresent()) {
      throw lost.get();
    }
    return result;
  }

  /** Waits; if that ends without the lease, for whatever reason, the caller has left the line. */
  private Lease joined(String resource, LeaseHolder holder, Duration ttl, Duration wait) {
    Await<Lease> pending = acquire(resource, holder, ttl, wait);
    try {
      return pending.join();
    } catch (Throwable failure) {
      pending.cancel();
      pending.whenDone((late, _) -> {
        if (late != null) {
          late.release();
        }
      });
      String by = authority.find(resource).map(info -> ", held by " + info.holder()).orElse("");
      if (failure instanceof AwaitTimeoutException) {
        var named = new AwaitTimeoutException("no lease of " + resource + " within " + wait + by);
        named.initCause(failure);
        throw named;
      }
      if (failure.getCause() instanceof InterruptedException e) {
        throw new AwaitException("interrupted while waiting for the lease of " + resource + by, e);
      }
      throw failure;
    }
  }

  /** Ends a lease after an action; what to say if it had been lost before. */
  private static Optional<LeaseLostException> end(Lease lease) {
    if (lease.release()) {
      return Optional.empty();
    }
    var loss = new AtomicReference<@Nullable LeaseLoss>(); // none if the action released it
    lease.lost().whenDone((lost, _) -> loss.set(lost));
    return Optional.ofNullable(loss.get())
        .map(_ -> new LeaseLostException("lost before the action ended: " + lease));
  }

  /**
   * Runs {@code action} in a turn of a handler agent while it has the lease, which is renewed by
   * itself from the grant until the action ends, and released then. If it is lost before the agent
   * gets to the action (the process paused for longer than {@code ttl}), it is acquired again.
   *
   * @param context of the calling agent, which is the holder
   * @param wait how long to wait for the lease in all; more than zero
   * @param failure runs in a turn of the agent if there is no lease within {@code wait}; also after
   *     {@code action}, with a {@link LeaseLostException}, if the lease was lost before that ended
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
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(context, "context");
    Clock clock = context.runtime().config().seams().clock();
    long begun = clock.nanoTime();
    LeaseHolder holder = LeaseHolder.of(context.self());
    context.onAnswer(
        acquire(resource, holder, ttl, wait).map(Leases::kept),
        lease -> {
          if (lease.isHeld()) {
            under(lease, action, failure);
            return;
          }
          Duration left = wait.minusNanos(clock.nanoTime() - begun);
          if (left.isPositive()) {
            withLease(context, resource, ttl, left, action, failure);
          } else {
            failure.accept(new LeaseLostException("lost before the action began: " + lease));
          }
        },
        failure);
  }

  private static Lease kept(Lease lease) {
    lease.keepAlive(Times.FOREVER);
    return lease;
  }

  private static void under(
      Lease lease, Consumer<Lease> action, Consumer<? super Throwable> failure) {
    try {
      action.accept(lease);
    } catch (Throwable thrown) {
      end(lease).ifPresent(thrown::addSuppressed);
      throw thrown;
    }
    end(lease).ifPresent(failure);
  }

  /** The lease of {@code resource}; empty if it is free. */
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

  /** How many leases are held. Looks at all leases. */
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
    Objects.requireNonNull(resource, "resource");
    if (resource.isBlank()) {
      throw new IllegalArgumentException("the name of a leased resource is blank");
    }
  }
}

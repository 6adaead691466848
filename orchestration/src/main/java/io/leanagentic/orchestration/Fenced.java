package io.leanagentic.orchestration;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Shared;
import io.leanagentic.capability.Val;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A resource that refuses fencing tokens older than the newest it has seen, so that a holder whose
 * lease was lost while it paused cannot undo the work of the next.
 *
 * <pre>{@code
 * var account = new Fenced<>("account", new Account());
 * account.run(lease, it -> it.withdraw(5));   // StaleTokenException if a newer token was here
 * }</pre>
 *
 * <p>Actions run one at a time: an older token's action never overlaps or follows that of a newer
 * one. Any thread may call any method.
 *
 * @param <T> the resource
 */
@Shared("one action at a time, under its lock")
public final class Fenced<T> {
  private final String name;
  private final T resource;

  /** Guarded by this, as the resource is. */
  private long newest = Long.MIN_VALUE;

  /**
   * What a holder does with the resource: it keeps no part of it, and returns no part of it.
   *
   * @param <T> the resource
   * @param <R> the result
   */
  @FunctionalInterface
  public interface Action<T, R> {
    /** Uses {@code resource}; the result belongs to the caller. */
    @Iso
    R apply(T resource);
  }

  /**
   * Takes a resource, to which no other reference may remain; it has seen no token yet.
   *
   * @param name the name under which it is leased
   */
  public Fenced(String name, @Iso T resource) {
    this.name = Objects.requireNonNull(name, "name");
    this.resource = Objects.requireNonNull(resource, "resource");
  }

  /**
   * Does something with the resource.
   *
   * @param action captures only what is immutable or shared, so that nothing can be kept in it
   * @param token of the caller's lease
   * @throws StaleTokenException if a newer token was here before; nothing is done then
   */
  @CapUnchecked("the action runs in the calling thread and is not kept")
  @Iso
  public synchronized <R> R apply(long token, @Val Action<? super T, ? extends R> action) {
    Objects.requireNonNull(action, "action");
    check(token);
    return action.apply(resource);
  }

  /** As {@link #apply(long, Action)}, without a result. */
  @CapUnchecked("the action runs in the calling thread and is not kept")
  public synchronized void run(long token, @Val Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    check(token);
    action.accept(resource);
  }

  /**
   * As {@link #apply(long, Action)}, with the token of {@code lease}.
   *
   * @throws IllegalArgumentException if {@code lease} is of another resource, whose tokens mean
   *     nothing here
   */
  @CapUnchecked("the action runs in the calling thread and is not kept")
  @Iso
  public <R> R apply(Lease lease, @Val Action<? super T, ? extends R> action) {
    return apply(tokenOf(lease), action);
  }

  /** As {@link #apply(Lease, Action)}, without a result. */
  @CapUnchecked("the action runs in the calling thread and is not kept")
  public void run(Lease lease, @Val Consumer<? super T> action) {
    run(tokenOf(lease), action);
  }

  private long tokenOf(Lease lease) {
    Objects.requireNonNull(lease, "lease");
    if (!lease.resource().equals(name)) {
      throw new IllegalArgumentException(
          "the lease is of " + lease.resource() + "; allowed: one of " + name);
    }
    return lease.token();
  }

  private void check(long token) {
    if (token < newest) {
      throw new StaleTokenException(
          "token " + token + " is stale for " + name + "; allowed: " + newest + " or newer");
    }
    newest = token;
  }

  /** The newest token seen; {@link Long#MIN_VALUE} if there was none. */
  public synchronized long newestToken() {
    return newest;
  }
}

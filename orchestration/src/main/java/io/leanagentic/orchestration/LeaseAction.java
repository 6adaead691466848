package io.leanagentic.orchestration;

/**
 * The code that runs under a lease; see {@link Leases#withLease(String, Duration, LeaseAction)}.
 *
 * @param <R> its result
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface LeaseAction<R, E extends Exception> {

  /** Runs while {@code lease} is held. */
  R run(Lease lease) throws E;
}

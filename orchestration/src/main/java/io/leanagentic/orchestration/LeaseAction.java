package io.leanagentic.orchestration;

/**
 * What is done under a lease.
 *
 * @param <R> its result
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface LeaseAction<R, E extends Exception> {

  /** Runs while {@code lease} is held. */
  R run(Lease lease) throws E;
}

package io.leanagentic.orchestration;

/** The outcome of asking for a lease at once. */
public sealed interface Acquisition {

  /** Whether it was granted. */
  default boolean isGranted() {
    return this instanceof Granted;
  }

  /**
   * The lease is yours.
   *
   * @param lease to be released when done
   */
  record Granted(Lease lease) implements Acquisition {}

  /**
   * Somebody else has it.
   *
   * @param current the lease that is in the way
   */
  record Refused(LeaseInfo current) implements Acquisition {}
}

package io.leanagentic.orchestration;

/** The outcome of {@link Leases#tryAcquire}: the lease, or the one that is in force. */
public sealed interface Acquisition {

  /** Whether the lease was granted. */
  default boolean isGranted() {
    return this instanceof Granted;
  }

  /**
   * The lease was granted to the caller.
   *
   * @param lease the caller releases it when done
   */
  record Granted(Lease lease) implements Acquisition {}

  /**
   * Another holder has it.
   *
   * @param current the present lease, and its holder
   */
  record Refused(LeaseInfo current) implements Acquisition {}
}

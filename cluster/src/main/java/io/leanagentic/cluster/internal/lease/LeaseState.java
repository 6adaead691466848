package io.leanagentic.cluster.internal.lease;

import java.util.List;
import java.util.Set;

/** All leases, as they are kept in a snapshot. Times are nanoseconds of the log. */
record LeaseState(
    long now, long lastToken, List<Session> sessions, List<Grant> grants, List<Waiter> waiters) {

  /**
   * A node that is there.
   *
   * @param refused requests that ended before they came
   */
  record Session(long id, String node, long ttl, long deadline, Set<Long> refused) {}

  /** A lease in force. */
  record Grant(
      String resource,
      String holder,
      long session,
      long request,
      long token,
      long since,
      long deadline) {}

  /** A request in line; those of one resource are in order. */
  record Waiter(String resource, String holder, long session, long request, long ttl) {}
}

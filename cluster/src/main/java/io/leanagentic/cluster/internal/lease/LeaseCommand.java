package io.leanagentic.cluster.internal.lease;

import java.util.List;

/** What nodes write into the log of leases. Times are nanoseconds. */
sealed interface LeaseCommand {

  /** A node begins a session, whose number is the index of this. */
  record Open(String node, long ttl) implements LeaseCommand {}

  /** The session goes on; which of {@code waiting} have been granted? */
  record Renew(long session, List<Long> waiting) implements LeaseCommand {}

  /** A request, whose number the session has not used before. */
  record Acquire(
      long session, long request, String resource, String holder, long ttl, boolean queue)
      implements LeaseCommand {}

  /** What was granted to the request lasts {@code ttl} from now on. */
  record Extend(long session, long request, long ttl) implements LeaseCommand {}

  /**
   * What was granted to the request is given back, or it leaves the line.
   *
   * @param doubtful whether the request may come later than this
   */
  record End(long session, long request, boolean doubtful) implements LeaseCommand {}

  /** The session ends. */
  record Close(long session) implements LeaseCommand {}
}

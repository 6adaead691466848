package io.leanagentic.cluster.internal.lease;

import java.util.Map;

/** What the log of leases answers. Times are nanoseconds. */
sealed interface LeaseAnswer {

  /** A session has begun. */
  record Opened(long session) implements LeaseAnswer {}

  /** The session goes on; the tokens of those requests that have been granted. */
  record Renewed(Map<Long, Long> granted) implements LeaseAnswer {}

  /** The resource is granted. */
  record Granted(long token) implements LeaseAnswer {}

  /** The request is in line. */
  record Queued() implements LeaseAnswer {}

  /** Another one has it. */
  record Held(String holder, long token, long since, long remaining, int waiting)
      implements LeaseAnswer {}

  /** It is done, or there was nothing to do. */
  record Done(boolean was) implements LeaseAnswer {}

  /** There is no such session: it has expired. */
  record NoSession() implements LeaseAnswer {}
}

package io.leanagentic.orchestration;

import java.time.Duration;
import java.util.Objects;

/**
 * A lease as seen by others, at one moment.
 *
 * @param resource what it is for
 * @param holder the holder of the lease
 * @param token its fencing token
 * @param held how long ago it was granted
 * @param remaining how much longer it lasts unless it is renewed
 * @param waiting how many waiters are in line for it
 */
public record LeaseInfo(
    String resource,
    LeaseHolder holder,
    long token,
    Duration held,
    Duration remaining,
    int waiting) {

  /** Checks that nothing is missing. */
  public LeaseInfo {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(held, "held");
    Objects.requireNonNull(remaining, "remaining");
  }
}

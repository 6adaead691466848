package io.leanagentic.orchestration;

import java.time.Duration;
import java.util.Objects;

/**
 * A lease as seen by others, at one moment.
 *
 * @param resource what it is for
 * @param holder of the lease
 * @param token its fencing token
 * @param held since when
 * @param remaining how much longer, unless it is renewed
 * @param waiting how many wait for it
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

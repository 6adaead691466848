package io.leanagentic.orchestration;

import java.util.Objects;

/**
 * The end of a lease that its holder did not ask for.
 *
 * @param resource what it was for
 * @param holder the holder of the lease until then
 * @param token its fencing token
 * @param reason why it ended
 */
public record LeaseLoss(String resource, LeaseHolder holder, long token, Reason reason) {

  /** Checks that nothing is missing. */
  public LeaseLoss {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(holder, "holder");
    Objects.requireNonNull(reason, "reason");
  }

  /** Why a lease ended. */
  public enum Reason {
    /** It was not renewed in time. */
    EXPIRED,
    /** The agent that held it ended. */
    HOLDER_ENDED,
    /** The lease service was closed. */
    CLOSED
  }
}

package io.leanagentic;

import java.util.Objects;

/**
 * The bounds of a mailbox, in messages.
 *
 * @param capacity most messages that wait; at least 1
 * @param highWater depth at which pressure begins; 1 to {@code capacity}
 * @param lowWater depth at which pressure ends and parked senders resume; 0 to {@code highWater}
 * @param overflow what a full mailbox does with one more message
 * @param timestamps whether every message carries the time it was sent (else one in 64 does)
 */
public record MailboxConfig(
    int capacity, int highWater, int lowWater, OverflowPolicy overflow, boolean timestamps) {

  /** The largest capacity: 2<sup>24</sup> messages. */
  public static final int MAX_CAPACITY = 1 << 24;

  /** Capacity 1000, high water 800, low water 200, overflow rejects. */
  public static final MailboxConfig DEFAULT =
      new MailboxConfig(1000, 800, 200, OverflowPolicy.REJECT, false);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public MailboxConfig {
    Objects.requireNonNull(overflow, "overflow");
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException(
          "mailbox capacity is " + capacity + "; allowed: 1 to " + MAX_CAPACITY);
    }
    if (highWater < 1 || highWater > capacity) {
      throw new IllegalArgumentException(
          "high water is " + highWater + "; allowed: 1 to the capacity, " + capacity);
    }
    if (lowWater < 0 || lowWater > highWater) {
      throw new IllegalArgumentException(
          "low water is " + lowWater + "; allowed: 0 to high water, " + highWater);
    }
  }

  /** A mailbox of {@code capacity} with high water at 80 % and low water at 20 % of it. */
  public static MailboxConfig ofCapacity(int capacity) {
    return DEFAULT.withCapacity(capacity);
  }

  /** This with another capacity; the water marks move to 80 % and 20 % of it. */
  public MailboxConfig withCapacity(int capacity) {
    int high = (int) Math.max(1, capacity * 8L / 10);
    return new MailboxConfig(capacity, high, (int) (capacity * 2L / 10), overflow, timestamps);
  }

  /** This with other water marks. */
  public MailboxConfig withWaterMarks(int lowWater, int highWater) {
    return new MailboxConfig(capacity, highWater, lowWater, overflow, timestamps);
  }

  /** This with another overflow policy. */
  public MailboxConfig withOverflow(OverflowPolicy overflow) {
    return new MailboxConfig(capacity, highWater, lowWater, overflow, timestamps);
  }

  /** This with a timestamp on every message, or on one in 64. */
  public MailboxConfig withTimestamps(boolean timestamps) {
    return new MailboxConfig(capacity, highWater, lowWater, overflow, timestamps);
  }
}

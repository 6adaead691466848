package io.leanagentic;

/** What a full mailbox does with one more message. */
public enum OverflowPolicy {
  /**
   * The sender slows down: an agent defers the message and parks after its turn, a thread gets
   * {@link Delivery#REJECTED}, a {@code send} waits.
   */
  REJECT,
  /**
   * The oldest waiting message becomes a dead letter and the new one is taken. Senders never park.
   */
  DROP_OLDEST,
  /** The new message becomes a dead letter ({@link Delivery#DROPPED}). Senders never park. */
  DROP_NEWEST
}

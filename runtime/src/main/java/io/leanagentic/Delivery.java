package io.leanagentic;

/**
 * What became of a signal. The answer is about this moment: an accepted message may still end as a
 * dead letter.
 */
public enum Delivery {
  /** The message is in the mailbox. */
  ACCEPTED,
  /**
   * The message is in the mailbox, and the mailbox is at or above its high water mark: slow down if
   * you can.
   */
  PRESSURED,
  /**
   * The mailbox was full, so the message waits in the sending agent's outbox. The sender parks
   * after its turn and the message is delivered, in order, once there is room.
   */
  DEFERRED,
  /**
   * The mailbox was full and its overflow policy dropped this message, which is now a counted dead
   * letter.
   */
  DROPPED,
  /**
   * The mailbox was full (and so was the sender's outbox). The message was not taken; it is the
   * sender's to retry.
   */
  REJECTED,
  /** The agent has ended or is ending. The message is now a counted dead letter. */
  STOPPED;

  /** Whether the message is on its way: accepted, accepted under pressure, or deferred. */
  public boolean isTaken() {
    return this == ACCEPTED || this == PRESSURED || this == DEFERRED;
  }
}

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
   * after its turn and the message is delivered, in order, once there is room; a stop of the
   * receiver that comes later does not overtake it.
   */
  DEFERRED,
  /**
   * The mailbox was full and its overflow policy dropped this message, which is now a counted dead
   * letter.
   */
  DROPPED,
  /**
   * The mailbox was full, and the sender is a thread, or has asked not to wait. The message was not
   * taken; it is the sender's to retry.
   */
  REJECTED,
  /** The agent has ended or is ending. The message is now a counted dead letter. */
  STOPPED;

  /** Whether the message is on its way: accepted, accepted under pressure, or deferred. */
  public boolean isTaken() {
    return this == ACCEPTED || this == PRESSURED || this == DEFERRED;
  }

  /**
   * This, if the message is on its way; for a sender that cannot continue without it.
   *
   * @throws NotTakenException if it was dropped, rejected, or came to an agent that takes no more
   */
  public Delivery orThrow() {
    return switch (this) {
      case ACCEPTED, PRESSURED, DEFERRED -> this;
      case DROPPED ->
          throw new NotTakenException(
              this, "the mailbox was full, and its policy made a dead letter of the message");
      case REJECTED ->
          throw new NotTakenException(
              this,
              "there was no room; send(message, timeout) waits for it, and in an agent's turn signal"
                  + " always takes the message");
      case STOPPED ->
          throw new NotTakenException(
              this, "the agent has ended or is ending; the message is a dead letter");
    };
  }

  /** A message that had to be taken was not. */
  public static final class NotTakenException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final Delivery delivery;

    private NotTakenException(Delivery delivery, String why) {
      super("the message was not taken, " + delivery + ": " + why);
      this.delivery = delivery;
    }

    /** What became of it: {@code DROPPED}, {@code REJECTED} or {@code STOPPED}. */
    public Delivery delivery() {
      return delivery;
    }
  }
}

package io.leanagentic.orchestration;

import io.leanagentic.Delivery;

/**
 * One message on its way through a {@link Broadcast}, and how far it has come. Any thread may call
 * any method.
 */
public interface Publication {

  /**
   * The outcome of the publication: after {@link Delivery#REJECTED} or {@link Delivery#STOPPED} no
   * member will get it.
   */
  Delivery delivery();

  /** How far it has come at this moment. */
  Coverage coverage();

  /**
   * How far a message has come.
   *
   * @param members how many should get it
   * @param reached how many had it put into their mailbox
   * @param gone how many had ended
   * @param missed how many are known not to get it: they were too many messages behind, their
   *     mailbox drops messages, the broadcast was closed, or, in one process, no relay sent it to
   *     theirs
   * @param rounds how many relays the longest path so far went through
   * @param sent messages between relays
   * @param duplicates of these, those that brought nothing new, or came too late to say
   * @param refused of these, those that found a relay's mailbox full, or failed on the way
   */
  record Coverage(
      int members,
      int reached,
      int gone,
      int missed,
      int rounds,
      long sent,
      long duplicates,
      long refused) {

    /** Whether every member that has not ended got it. */
    public boolean isComplete() {
      return reached + gone == members;
    }
  }
}

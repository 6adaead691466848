package io.leanagentic.orchestration;

import io.leanagentic.Delivery;

/**
 * One message on its way through a {@link Broadcast}, and how far it has come. Any thread may look.
 */
public interface Publication {

  /**
   * What became of it where messages come in: if it is {@link Delivery#REJECTED} or {@link
   * Delivery#STOPPED}, nobody will hear of it.
   */
  Delivery delivery();

  /** How far it has come at this moment. */
  Coverage coverage();

  /**
   * How far a message has come.
   *
   * @param members how many are to hear of it
   * @param reached how many had it put into their mailbox
   * @param gone how many had ended
   * @param missed how many will not get it, as far as that is known: they were too many messages
   *     behind, their mailbox drops messages, the broadcast was closed, or, within a process, no
   *     relay told theirs
   * @param rounds how many relays the longest way so far went through
   * @param sent messages between relays
   * @param duplicates of them told nothing new, or came too late to say whether they did
   * @param refused of them found the mailbox of a relay full, or failed on the way
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

    /** Whether every member that could hear of it did. */
    public boolean isComplete() {
      return reached + gone == members;
    }
  }
}

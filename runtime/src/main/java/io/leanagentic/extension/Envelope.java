package io.leanagentic.extension;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeEvent.DeadLetter;

/**
 * A library's message around one of a user's: it is notified of its outcome, and may take another
 * path. The runtime asks it before counting or reporting anything, in any thread, even within
 * listeners, and outside of all locks. It must neither wait nor throw; what it throws is reported,
 * and counts as false.
 */
public interface Envelope {

  /** What it carries; the runtime looks there for replies. */
  Object content();

  /**
   * This will not be handled from the mailbox of {@code recipient}.
   *
   * @return true if it is not a dead letter, because it continues elsewhere or is not needed; then
   *     nothing is counted or reported, and its asker is not notified either
   */
  boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason);

  /**
   * There was no room for this in the mailbox of {@code recipient}.
   *
   * @return true if that is not to be counted or reported
   */
  boolean refused(AgentRef<?> recipient);
}

package io.leanagentic.extension;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeEvent.DeadLetter;

/**
 * A message of a library around one of its users: it hears what becomes of it, and may take another
 * way. The runtime asks it before it counts or reports anything, in whichever thread that is, also
 * within listeners, and outside of all locks. It must neither wait nor throw; what it throws is
 * reported, and counts as false.
 */
public interface Envelope {

  /** What it carries; the runtime looks there for replies. */
  Object content();

  /**
   * Nobody will find this in the mailbox of {@code recipient}.
   *
   * @return whether it is no dead letter, since it goes on elsewhere or is needed no more; then
   *     nothing is counted or reported, and who asked with it is not told either
   */
  boolean returned(AgentRef<?> recipient, DeadLetter.Reason reason);

  /**
   * There was no room for this in the mailbox of {@code recipient}.
   *
   * @return whether that is nothing to be counted or reported
   */
  boolean refused(AgentRef<?> recipient);
}

package io.leanagentic.internal.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * One message in a mailbox. Nothing else is allocated for it: 24 bytes.
 *
 * <p>Everything that is not a plain message is a subclass, so one check of the class is enough.
 */
public class Node {
  /** The message; null once it is taken. */
  @Nullable Object message;

  /** Before it is taken: the node sent before this one. Afterwards: the node sent after it. */
  @Nullable Node link;

  /**
   * Position in the sequence of all messages of the mailbox, which wraps from -1 to 1; 0 is none.
   */
  int seq;

  protected Node(@Nullable Object message) {
    this.message = message;
  }

  Node(Object message, Node link, int seq) {
    this.message = message;
    this.link = link;
    this.seq = seq;
  }

  /** Whether it is a message to the agent, and not the runtime's own event. */
  boolean isMessage() {
    return true;
  }

  /** Whether taking it counts. */
  boolean isCounted() {
    return true;
  }

  /** By how much its position differs from that of the node before. */
  int step() {
    return 1;
  }
}

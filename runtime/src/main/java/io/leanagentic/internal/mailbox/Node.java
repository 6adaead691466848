package io.leanagentic.internal.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * One message in a mailbox. There is no envelope besides it: 24 bytes.
 *
 * <p>Subclasses are everything that is not a plain message, so that one look at the class tells.
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

  /** Whether it is an agent's business, and not the runtime's own. */
  boolean isMessage() {
    return true;
  }

  /** Whether it counts as taken when it is. */
  boolean isCounted() {
    return true;
  }

  /** By how much its position is behind that of the node before. */
  int step() {
    return 1;
  }
}

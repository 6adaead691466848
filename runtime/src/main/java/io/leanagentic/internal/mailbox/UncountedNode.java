package io.leanagentic.internal.mailbox;

/**
 * Something of the runtime's own among the messages that takes no room: it has the number of the
 * node before, so however many there are, nobody finds the mailbox full for them.
 */
public class UncountedNode extends Node {
  public UncountedNode(Object event) {
    super(event);
  }

  @Override
  int step() {
    return 0;
  }

  @Override
  final boolean isMessage() {
    return false;
  }

  @Override
  final boolean isCounted() {
    return false;
  }
}

package io.leanagentic.internal.mailbox;

/**
 * An event of the runtime's own that takes no room among the messages: it has the number of the
 * node before, so it never makes the mailbox full, however many there are.
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

package io.leanagentic.internal.mailbox;

/**
 * An event of the runtime's own that takes its place among the messages. It is exempt from the
 * bound.
 */
public final class ControlNode extends Node {
  public ControlNode(Object event) {
    super(event);
  }

  @Override
  boolean isMessage() {
    return false;
  }
}

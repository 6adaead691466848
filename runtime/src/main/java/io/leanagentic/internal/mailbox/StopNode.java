package io.leanagentic.internal.mailbox;

/**
 * The runtime's request to stop. It counts as so many messages that every later sender leaves the
 * fast path.
 */
public final class StopNode extends UncountedNode {
  private static final int STEP = 1 << 28;

  public StopNode(Object event) {
    super(event);
  }

  @Override
  int step() {
    return STEP;
  }
}

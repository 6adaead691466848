package io.leanagentic.internal.mailbox;

import org.jspecify.annotations.Nullable;

/** A message that was taken before and set aside; it does not count against the bound again. */
public final class StashedNode extends Node {
  private StashedNode(Object message) {
    super(message);
  }

  /** The messages as a batch that can be handled, in order; null if there are none. */
  public static @Nullable Node chain(Iterable<?> messages) {
    Node first = null;
    Node last = null;
    for (Object message : messages) {
      var node = new StashedNode(message);
      if (last == null) {
        first = node;
      } else {
        last.link = node;
      }
      last = node;
    }
    return first;
  }

  @Override
  boolean isCounted() {
    return false;
  }
}

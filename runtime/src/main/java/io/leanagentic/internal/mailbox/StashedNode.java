package io.leanagentic.internal.mailbox;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message that was taken before and set aside; it does not count against the bound again. */
public final class StashedNode extends EnvelopeNode {

  /** {@code message}, and what goes along with it. */
  public StashedNode(Object message, @Nullable Object along) {
    super(message, 0, along);
  }

  /** The message; not once it is handled. */
  public Object message() {
    return Objects.requireNonNull(message);
  }

  /**
   * Takes up to {@code most} of {@code stash}, the first ones, as a batch that can be handled, in
   * order; null if there are none.
   */
  public static @Nullable Node chain(ArrayDeque<StashedNode> stash, int most) {
    StashedNode first = stash.poll();
    StashedNode last = first;
    for (int i = 1; i < most && last != null && !stash.isEmpty(); i++) {
      StashedNode next = stash.poll();
      last.link = next;
      last = next;
    }
    return first;
  }

  @Override
  boolean isCounted() {
    return false;
  }
}

package io.leanagentic.internal.channel;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel of a selection, and the action for its element.
 *
 * @param <T> the elements
 */
record SelectClause<T>(BoundedChannel<T> channel, Consumer<? super T> then) {

  /** Takes an element if there is one now; returns the action that is to run with it. */
  @Nullable Runnable poll() {
    T element = channel.poll();
    return element == null ? null : action(element);
  }

  Runnable action(T element) {
    return () -> then.accept(element);
  }
}

package io.leanagentic.internal.await;

import org.jspecify.annotations.Nullable;

/**
 * What happens once an await is done.
 *
 * @param <R> the answer
 */
@FunctionalInterface
public interface Completion<R> {

  /** Exactly one of the two is there. */
  void done(@Nullable R value, @Nullable Throwable failure);

  /**
   * {@link #done} threw {@code failure}, or could not run because of it: whoever waits for what it
   * does must not wait for ever.
   */
  default void failed(Throwable failure) {}

  /**
   * Whether somebody waits for the outcome by this, and not only hears of it: an await ends with
   * the last of those. Any thread.
   */
  default boolean waits() {
    return false;
  }
}

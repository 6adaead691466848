package io.leanagentic.internal.await;

import org.jspecify.annotations.Nullable;

/**
 * What happens once an await is done.
 *
 * @param <R> the answer
 */
@FunctionalInterface
public interface Completion<R> {

  /** The await is done. Exactly one of the two arguments is not null. */
  void done(@Nullable R value, @Nullable Throwable failure);

  /**
   * {@link #done} threw {@code failure}, or could not run because of it. What waits for its effect
   * must not wait for ever.
   */
  default void failed(Throwable failure) {}

  /**
   * Whether this is a waiter for the outcome, not only an observer: an await ends with its last
   * waiter. Any thread.
   */
  default boolean waits() {
    return false;
  }
}

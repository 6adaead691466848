package io.leanagentic.internal.channel;

import org.jspecify.annotations.Nullable;

/**
 * One end's place in a line of its channel. All fields are guarded by the channel's lock while it
 * waits, and belong afterwards to the thread that served it.
 *
 * @param <T> the channel's elements
 */
abstract class WaitNode<T> {
  @Nullable WaitNode<T> next;
  @Nullable WaitNode<T> previous;

  /** The line it waits in; null if it does not wait. */
  @Nullable WaitQueue<T> line;

  /** What a sender brings, or what a receiver got. */
  @Nullable T element;

  /** The position, in the order of all elements, of the one that a receiver got. */
  long ticket;

  /** Whether it was not served because the channel was closed. */
  boolean closed;

  /**
   * Makes sure that an element that is taken now can be given to this end. Under the lock.
   *
   * @return false if the end was served elsewhere or has given up
   */
  boolean claim() {
    return true;
  }

  /** Ends the claim: there was nothing to give. Under the lock. */
  void release() {}

  /** Ends the claim: this end is served. Under the lock. */
  void keep() {}

  /** Notifies the end that it was served, or that the channel is closed. Outside the lock. */
  abstract void finish();
}

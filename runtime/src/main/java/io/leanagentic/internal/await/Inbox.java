package io.leanagentic.internal.await;

import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The mailbox of a loop agent, for a wait that other things may end, too. Its own thread only. */
public interface Inbox {

  /** What has one: the mailbox as its users know it. */
  interface Holder {
    /**
     * The inbox.
     *
     * @throws IllegalStateException outside of its agent's thread
     */
    Inbox inbox();
  }

  /** The runtime's time. */
  long nanoTime();

  /** The source of random choices for the calling thread. */
  RandomGenerator random();

  /** Takes the next message if there is one. Throws if there will be none. */
  @Nullable Object poll();

  /**
   * Waits for the next message, until one of {@code awaits} is done.
   *
   * @param nanos how long; Long.MAX_VALUE for ever
   * @return the message; null if one of {@code awaits} is done, or the time is over
   */
  @Nullable Object next(List<? extends AbstractAwait<?>> awaits, long nanos);

  /**
   * Waits until one of {@code awaits} is done.
   *
   * @param nanos how long; Long.MAX_VALUE for ever
   */
  void await(List<? extends AbstractAwait<?>> awaits, long nanos);
}

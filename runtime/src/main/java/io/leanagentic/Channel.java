package io.leanagentic;

import io.leanagentic.capability.Iso;
import io.leanagentic.capability.Sending;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * A bounded queue between any number of senders and receivers. Each element is received once.
 * Elements of one sender arrive in order; waiting ends are served in the order in which they began
 * to wait.
 *
 * <p>{@code try…} never waits. {@code send} and {@code receive} wait, and are for threads and loop
 * agents. {@code sending} and {@code receiving} give an {@link Await}, for handler agents: {@code
 * context.await(channel.receiving(timeout), element -> …)} parks the agent, not its thread.
 *
 * @param <T> the elements
 */
public sealed interface Channel<T> extends Iterable<T>, AutoCloseable
    permits io.leanagentic.internal.channel.BoundedChannel {

  /**
   * Adds {@code element} if there is room now.
   *
   * @throws ChannelClosedException if the channel is closed
   */
  boolean trySend(@Sending T element);

  /** Takes an element if there is one now; empty too when the channel is closed and drained. */
  @Iso
  Optional<T> tryReceive();

  /**
   * Waits for room and adds {@code element}.
   *
   * @return whether there was room within {@code timeout}
   * @throws ChannelClosedException if the channel is closed, also while waiting
   * @throws AwaitCancelledException if the runtime is closed while it waits
   * @throws IllegalStateException if called in a handler agent's turn
   */
  boolean send(@Sending T element, Duration timeout) throws InterruptedException;

  /**
   * Waits for an element.
   *
   * @return the element, or empty if none came within {@code timeout}
   * @throws ChannelClosedException if the channel is closed and drained, also while waiting
   * @throws AwaitCancelledException if the runtime is closed while it waits
   * @throws IllegalStateException if called in a handler agent's turn
   */
  @Iso
  Optional<T> receive(Duration timeout) throws InterruptedException;

  /**
   * Adds {@code element} when there is room; answers with this channel. Not added if the wait ends
   * without an answer, as it does with the agent that waits.
   */
  Await<Channel<T>> sending(@Sending T element, Duration timeout);

  /**
   * Takes an element when there is one. None is taken if the wait ends without an answer; one that
   * came in the same moment for an agent that ends, or for a thread that was interrupted, is the
   * next to be received, in its order, even from a full or closed channel.
   *
   * <p>To take from whichever of several channels has an element first, use {@link Select}: {@link
   * Await#any} may take two, and gives one back.
   */
  Await<T> receiving(Duration timeout);

  /**
   * Takes one element after the other, for one thread that may wait; ends when the channel is
   * closed and drained.
   */
  @Override
  Iterator<@Iso T> iterator();

  /**
   * Closes the sending side: what is inside can still be received, waiting senders fail with {@link
   * ChannelClosedException}, and receivers do once it is drained. Closing again changes nothing.
   */
  @Override
  void close();

  /** Whether {@link #close} was called. */
  boolean isClosed();

  /** The most elements it holds. */
  int capacity();
}

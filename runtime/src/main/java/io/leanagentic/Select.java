package io.leanagentic;

import io.leanagentic.internal.channel.Selection;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A wait for whichever of several channels has an element first. Exactly one element of one channel
 * is taken.
 *
 * <pre>{@code
 * boolean got = Select.create().on(quotes, q -> book.add(q)).on(orders, o -> match(o)).run(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>Not for sharing between threads. If several channels have an element, one is picked at random.
 */
public sealed interface Select permits Selection {

  /** An empty selection. */
  static Select create() {
    return new Selection();
  }

  /** Adds a channel and what to do with its element. */
  <T> Select on(Channel<T> channel, Consumer<? super T> then);

  /**
   * Waits no longer than {@code timeout} and runs the action of the element taken, in the calling
   * thread.
   *
   * @return whether an element was taken
   * @throws ChannelClosedException if all channels are closed and drained
   * @throws IllegalStateException if called in a handler agent's turn, or no channel was added
   */
  boolean run(Duration timeout) throws InterruptedException;

  /**
   * The same for a handler agent: the answer is the action of the element taken, to be run in the
   * agent's turn with {@code context.await(select.taking(timeout), Runnable::run)}. Nothing is
   * taken if the wait ends without an answer.
   */
  Await<Runnable> taking(Duration timeout);
}

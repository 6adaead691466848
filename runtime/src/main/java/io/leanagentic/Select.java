package io.leanagentic;

import io.leanagentic.internal.channel.Selection;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A wait for whichever comes first: an element of one of several channels, and in a loop agent also
 * a message or an answer. Exactly one of them is taken.
 *
 * <pre>{@code
 * boolean got = Select.create().on(quotes, q -> book.add(q)).on(orders, o -> match(o)).run(Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>Not for sharing between threads. If several are there, one is picked at random.
 */
public sealed interface Select permits Selection {

  /** An empty selection. */
  static Select create() {
    return new Selection();
  }

  /** Adds a channel and what to do with its element. */
  <T> Select on(Channel<T> channel, Consumer<? super T> then);

  /**
   * Adds an answer and what to do with it, in a loop agent. If there is none, {@link #run} throws
   * an {@link AwaitException}. An await that was not taken goes on, and may be added to the next
   * selection.
   */
  <T> Select on(Await<T> await, Consumer<? super T> then);

  /**
   * Adds the messages of the loop agent that selects, and what to do with one. {@link #run} throws
   * as {@link Mailbox#receive} does.
   */
  <M> Select on(Mailbox<M> mailbox, Consumer<? super M> then);

  /**
   * Waits no longer than {@code timeout} and runs the action of what was taken, in the calling
   * thread.
   *
   * @return whether something was taken
   * @throws ChannelClosedException if all channels are closed and drained
   * @throws IllegalStateException if called in a handler agent's turn, or nothing was added; with
   *     an await or a mailbox, if called elsewhere than in that loop agent
   */
  boolean run(Duration timeout) throws InterruptedException;

  /**
   * The same for a handler agent: the answer is the action of the element taken, to be run in the
   * agent's turn with {@code context.await(select.taking(timeout), Runnable::run)}. Nothing is
   * taken if the wait ends without an answer. For channels only.
   */
  Await<Runnable> taking(Duration timeout);
}

package io.leanagentic;

import io.leanagentic.capability.Sending;
import io.leanagentic.internal.agent.AgentCell;
import java.time.Duration;
import java.util.function.Function;

/**
 * The typed address of an agent. It may be shared and kept freely: it reveals nothing but an
 * identity, and sending to an agent that has ended is safe.
 *
 * <p>Any thread may call any method.
 *
 * @param <M> the messages the agent understands
 */
public sealed interface AgentRef<M> permits AgentCell {

  /**
   * Sends one message, one way, and returns at once.
   *
   * <p>Delivery is at most once and in order from one sender to one receiver. What the sender did
   * before {@code signal} happens-before the turn that handles the message. If the mailbox is full:
   * a handler agent's message is deferred and that agent parks after its turn; a loop agent waits
   * on its virtual thread; any other thread gets {@link Delivery#REJECTED}.
   *
   * @return what became of the message
   */
  Delivery signal(@Sending M message);

  /**
   * Sends one message, waiting for room in the mailbox no longer than {@code timeout}. Not for
   * handler agents, whose thread must not wait.
   *
   * @return what became of it; {@link Delivery#REJECTED} if no room came in time or the thread was
   *     interrupted (its interrupt status is then set)
   * @throws IllegalStateException if called in a handler agent's turn
   */
  Delivery send(@Sending M message, Duration timeout);

  /**
   * Sends one message if there is room for it now; it never defers, parks or waits. For a sender
   * that serves many receivers and must not be delayed by one of them.
   *
   * @return what became of it; {@link Delivery#REJECTED} if the mailbox is full, or if an earlier
   *     message of this sender still waits for room there
   */
  Delivery trySignal(@Sending M message);

  /**
   * Sends a message that carries the right to answer it, and expects one answer.
   *
   * <pre>{@code Await<Quote> quote = book.ask(Best::new, Duration.ofMillis(50));}</pre>
   *
   * @param message makes the message from the reply that it is to carry
   * @param timeout how long to wait for the answer; more than zero
   */
  <R> Await<R> ask(@Sending Function<? super Reply<R>, ? extends M> message, Duration timeout);

  /**
   * As {@link #ask}, but as {@link #trySignal}: if there is no room for the question now, the await
   * has failed with an {@link IllegalStateException}.
   */
  <R> Await<R> tryAsk(@Sending Function<? super Reply<R>, ? extends M> message, Duration timeout);

  /** Ends the agent once it has handled what was sent before. Stopping again changes nothing. */
  void stop();

  /**
   * Ends the agent after the message it is handling; what is left in its mailbox becomes dead
   * letters. The thread of a loop agent is interrupted, whatever it waits for.
   */
  void abort();

  /** The name given at spawn, or one of the form {@code $7}. Unique among siblings. */
  String name();

  /** The names from the root agent down to this one, each after a slash: {@code /trading/AAPL}. */
  String path();

  /** Whether the agent has not ended. The answer may be old as soon as it is given. */
  boolean isAlive();

  /**
   * Completes when the agent ends; fails with {@link AwaitTimeoutException} if it has not within
   * {@code timeout}.
   */
  Await<Terminated> termination(Duration timeout);

  /** What was measured of the agent so far. */
  AgentProfile profile();
}

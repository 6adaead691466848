package io.leanagentic;

import io.leanagentic.capability.Box;
import io.leanagentic.capability.Sending;
import io.leanagentic.internal.await.Answer;

/**
 * The one-shot right to answer. It may be kept, and passed on in messages. Any thread may use it.
 *
 * @param <R> the answer
 */
public sealed interface Reply<R> permits Answer {

  /**
   * Gives the answer. Never parks the sender.
   *
   * @return {@link Delivery#ACCEPTED}, or {@link Delivery#REJECTED} if it came too late or was not
   *     the first: the answer is then counted and not delivered
   * @throws NullPointerException if {@code answer} is null. The question is still open: if the
   *     exception leaves the handler, the asker is notified at once; code that catches it must
   *     answer or {@linkplain #fail fail}, or the asker waits for its deadline
   */
  Delivery send(@Sending R answer);

  /**
   * Says that there will be no answer, and why; the asker's await fails with {@code cause}. As
   * {@link #send} otherwise.
   *
   * @throws NullPointerException if {@code cause} is null; the question is then still open
   */
  Delivery fail(@Box Throwable cause);

  /**
   * Whether an answer would still be taken: none was given, and the asker neither gave up nor ran
   * out of time. Worth a look before costly work; the answer may be old as soon as it is given.
   */
  boolean isOpen();

  /**
   * Runs {@code action} once if the asker gives up before there is an answer: it cancelled, ended
   * or restarted, its deadline passed, or the question on whose behalf it asked was given up
   * itself. At once if that is so already; never if an answer or a failure is given first. For work
   * that is not worth continuing then. What was asked on behalf of the question ends by itself, see
   * {@link AgentContext#detached(Runnable) detached}.
   *
   * <p>Called in a turn of an agent, the action runs in a later turn of this agent, before its next
   * message, even while it {@linkplain AgentContext#await awaits}; of a loop agent, when it next
   * receives. It does not run once that agent is ending, or has restarted. Called elsewhere, it
   * runs as the action of {@link Await#whenDone} does. Several actions run in no particular order.
   */
  void onClosed(@Box Runnable action);

  /**
   * Interrupts the calling thread if the asker gives up, as in {@link #onClosed}, while the thread
   * works on the question: for work that waits elsewhere, such as a call over the network. Called
   * by a loop agent, or by one with {@link AgentConfig#withBlocking}, that handles the question;
   * ends when its handler returns, or when it next receives, and leaves no interrupt behind. Waits
   * for answers need none of this: they end by themselves.
   *
   * @throws IllegalStateException on any other thread, or while the agent handles something else
   */
  void interruptOnClosed();
}

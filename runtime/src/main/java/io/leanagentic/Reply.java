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
}

package io.leanagentic;

import io.leanagentic.capability.Sending;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Awaits;
import io.leanagentic.internal.await.CompletedAwait;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer to come. It always has a deadline: it completes with an answer or with the reason why
 * there is none.
 *
 * <p>Whoever waits gets the same kind of failure: an {@link AwaitException}, which is an {@link
 * AwaitTimeoutException}, an {@link AwaitCancelledException} or an {@link AwaitCycleException}, or
 * has the failure that was answered as its cause.
 *
 * <p>A thread or a loop agent waits with {@link #join}; a handler agent continues with {@link
 * AgentContext#onAnswer} or {@link AgentContext#await}.
 *
 * @param <R> the answer
 */
public sealed interface Await<R> permits AbstractAwait {

  /**
   * Waits for the answer. A wait that is interrupted or refused ends this await, unless others wait
   * for it; if the answer comes in the same moment as the interrupt, it is returned, and the
   * interrupt status is set.
   *
   * @throws AwaitException why there is none: {@link AwaitTimeoutException}, {@link
   *     AwaitCancelledException}, {@link AwaitCycleException}, or one whose cause is the failure
   *     that was answered
   * @throws IllegalStateException if called in a handler agent's turn, whose thread must not wait
   */
  R join();

  /**
   * As {@link #join()}, but no longer than {@code timeout}, by the runtime's clock. If nothing came
   * by then, this await ends, unless others wait for it.
   *
   * @throws AwaitTimeoutException if nothing came within {@code timeout}
   */
  R join(Duration timeout);

  /** Whether the answer, or the reason why there is none, is here. */
  boolean isDone();

  /**
   * Ends the wait, for all that wait for this await. Who was asked is {@linkplain Reply#onClosed
   * notified}, and what it has asked on behalf of the question is cancelled in turn; a question
   * that is still in a mailbox is skipped. A later answer is counted and not delivered. The parts
   * of this await are released: cancelled, unless others wait for them, or given back if they came
   * already. Returns whether this call ended the wait.
   */
  boolean cancel();

  /**
   * The answer changed by {@code function}, which runs as the action of {@link #whenDone} does;
   * keep it short. What it throws is the failure of the await that is returned.
   */
  <T> Await<T> map(Function<? super R, ? extends T> function);

  /**
   * The outcome of the await that {@code function} makes of the answer. It runs as that of {@link
   * #map} does. A cancel reaches whichever of the two is awaited at that moment.
   */
  <T> Await<T> flatMap(@Sending Function<? super R, ? extends Await<? extends T>> function);

  /**
   * The answer, or, if there is none, the outcome of the await that {@code function} makes of the
   * reason. Runs as that of {@link #flatMap} does; not if the await that is returned was cancelled.
   *
   * <pre>{@code price.recover(failure -> backup.ask(Price::new, left))}</pre>
   */
  Await<R> recover(@Sending Function<? super Throwable, ? extends Await<? extends R>> function);

  /** The answer, or {@code other} if there is none. */
  Await<R> orElse(@Sending R other);

  /**
   * The outcome of this, or a failure with {@link AwaitTimeoutException} if none comes within
   * {@code timeout}, by the runtime's clock; then this ends, unless others wait for it.
   *
   * @param timeout more than zero
   */
  Await<R> within(Duration timeout);

  /**
   * Runs {@code action} with the answer, or with the reason why there is none; exactly one of the
   * two is null. In the thread that ends the wait, or here and now if it is over; on a virtual
   * thread if the wait ends by its deadline or with the runtime.
   *
   * <p>The action is not part of a turn that may be running in that thread: its signals come from
   * outside, so a full mailbox refuses them, and it must not wait there. Keep it short; what it
   * throws is logged and counted. For code that composes awaits; agents use {@link
   * AgentContext#onAnswer}.
   */
  void whenDone(BiConsumer<? super @Nullable R, ? super @Nullable Throwable> action);

  /**
   * This as a stage of {@code java.util.concurrent}; its dependents run as the action of {@link
   * #whenDone} does. If its own future is cancelled, or completed otherwise, that lets go of this:
   * it is cancelled, unless others wait for it.
   */
  CompletionStage<R> stage();

  /** An answer that is here already. */
  static <R> Await<R> of(@Sending R answer) {
    return CompletedAwait.of(Objects.requireNonNull(answer, "answer"));
  }

  /** The reason why there is no answer, known already. */
  static <R> Await<R> failed(Throwable failure) {
    return CompletedAwait.failed(Objects.requireNonNull(failure, "failure"));
  }

  /**
   * All answers, in the order of {@code awaits}; fails with the first failure, and then lets go of
   * the others: they are cancelled, unless others wait for them, and what can be given back, such
   * as the element of a channel, is. An empty list is complete at once.
   */
  static <R> Await<List<R>> all(List<? extends Await<? extends R>> awaits) {
    return Awaits.all(awaits);
  }

  /**
   * The first answer; fails with the last failure if none comes. The others are let go as by {@link
   * #all}. Of several channels take with {@link Select}, which takes one element only.
   *
   * @throws IllegalArgumentException if {@code awaits} is empty
   */
  static <R> Await<R> any(List<? extends Await<? extends R>> awaits) {
    return Awaits.any(awaits);
  }

  /**
   * What comes first, be it an answer or a failure. The others are let go as by {@link #all}.
   *
   * @throws IllegalArgumentException if {@code awaits} is empty
   */
  static <R> Await<R> race(List<? extends Await<? extends R>> awaits) {
    return Awaits.race(awaits);
  }
}

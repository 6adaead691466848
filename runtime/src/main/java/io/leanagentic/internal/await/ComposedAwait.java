package io.leanagentic.internal.await;

import io.leanagentic.Await;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a second await, which a function makes of the first one's answer or failure. An
 * outcome for which there is no function is the outcome of this.
 *
 * @param <S> the first one's answer
 * @param <R> the answer
 */
final class ComposedAwait<S, R> extends LinkAwait<R> {
  /*
   * Structure
   *   source --answer--> function --> second --outcome--> this
   *
   *   `following` is what this waits for: the source, then the second await, or the source for ever if its outcome is
   *   passed on. It is the origin of the value, so what was not taken is given back to the right one.
   *
   * Ordering
   *   A cancel first makes this done, then reads `following`; the function's thread first writes it, then looks whether
   *   this is done. It is volatile, so a second await that is made in that moment is let go by one of them, and letting
   *   go twice does no harm.
   *
   * Invariants
   *   I1  a cancel reaches what is waited for at that moment       CombinatorTest.aCancelReachesTheSecondAwait
   *   I2  what came for a cancelled one is given back              CombinatorTest.whatCameForACancelledCompositionIsGivenBack
   *   I3  a long chain costs no stack                              CombinatorTest.aLongChainCostsNoStack
   */
  private final AbstractAwait<S> source;
  private final @Nullable Function<? super S, ? extends Await<? extends R>> onAnswer;
  private final @Nullable Function<? super Throwable, ? extends Await<? extends R>> onFailure;
  private final First first = new First();
  private final Second second = new Second();
  private final @Nullable AwaitHost carrier; // of the pairs; a source that was done may have none
  private final @Nullable Pairs pairs;
  private volatile AbstractAwait<?> following;

  ComposedAwait(
      AbstractAwait<S> source,
      @Nullable Function<? super S, ? extends Await<? extends R>> onAnswer,
      @Nullable Function<? super Throwable, ? extends Await<? extends R>> onFailure) {
    super(source.hostOrNull());
    this.source = source;
    this.onAnswer = onAnswer;
    this.onFailure = onFailure;
    this.following = source;
    AwaitHost host = source.hostOrNull();
    this.carrier = host != null ? host : Asker.hostOfTurn();
    this.pairs = carrier == null ? null : carrier.pairsHere();
    source.onDoneAside(first);
  }

  /** What happens when the source is done. */
  private final class First implements Completion<S> {
    @Override
    @SuppressWarnings("unchecked") // without onAnswer, R is S
    public void done(@Nullable S value, @Nullable Throwable failure) {
      if (isDone()) {
        return; // cancelled: it has abandoned the source
      }
      if (value != null && onAnswer == null) {
        complete((R) value); // the origin is the source
      } else if (value != null && !Awaits.takeAll(source)) {
        completeFailed(source.cancelled());
      } else if (value != null && onAnswer != null) {
        follow(onAnswer, value);
      } else if (failure != null && onFailure != null) {
        follow(onFailure, failure);
      } else {
        fail(failure);
      }
    }

    @Override
    public void failed(Throwable failure) {
      completeFailed(failure);
    }

    @Override
    public boolean waits() {
      return !isDone();
    }
  }

  private <T> void follow(Function<? super T, ? extends Await<? extends R>> function, T outcome) {
    AbstractAwait<? extends R> next;
    try {
      next =
          Awaits.part(
              Objects.requireNonNull(
                  made(function, outcome), () -> "the function made no await of " + describe()));
    } catch (Throwable thrown) {
      completeFailed(thrown);
      return;
    }
    adoptHost(next.hostOrNull());
    following = next;
    next.onDoneAside(second);
    if (isDone()) {
      next.abandon(second);
    }
  }

  /** What {@code function} makes, with the pairs of where it was given. */
  private <T> @Nullable Await<? extends R> made(
      Function<? super T, ? extends Await<? extends R>> function, T outcome) {
    return carrier == null
        ? function.apply(outcome)
        : carrier.carrying(pairs, () -> function.apply(outcome));
  }

  /** What happens when the second await is done. */
  private final class Second implements Completion<R> {
    @Override
    public void done(@Nullable R value, @Nullable Throwable failure) {
      pass(value, failure);
    }

    @Override
    public void failed(Throwable failure) {
      completeFailed(failure);
    }

    @Override
    public boolean waits() {
      return !isDone();
    }
  }

  @Override
  AbstractAwait<?> following() {
    return following;
  }

  @Override
  Completion<?> in(AbstractAwait<?> followed) {
    return followed == source ? first : second;
  }
}

package io.leanagentic.internal.await;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An await whose outcome is made of that of one other: a link of a chain. To cancel it is to cancel
 * the other one too, unless others wait for that. Whatever follows a chain does so without
 * recursion, so a chain of any length costs no stack.
 *
 * @param <R> the answer
 */
abstract sealed class LinkAwait<R> extends AbstractAwait<R>
    permits ComposedAwait, MappedAwait, WithinAwait {
  LinkAwait(@Nullable AwaitHost host) {
    super(host);
  }

  /** The await that this waits for at present, or that its outcome came from. */
  abstract AbstractAwait<?> following();

  /** The completion of this in {@code followed}. */
  abstract Completion<?> in(AbstractAwait<?> followed);

  /** Ends with the outcome of another await, of which exactly one is not null. */
  final void pass(@Nullable R value, @Nullable Throwable failure) {
    if (value != null) {
      complete(value);
    } else {
      fail(failure);
    }
  }

  final void fail(@Nullable Throwable failure) {
    completeFailed(failure == null ? new NullPointerException("no answer") : failure);
  }

  /**
   * Ends with {@code why}, and lets go of what it waited for.
   *
   * @param cancel the failure of all links of the chain that end with it: to describe each of them
   *     would take long
   */
  final boolean endWith(Throwable why, Throwable cancel) {
    if (!completeFailed(why)) {
      return false;
    }
    LinkAwait<?> by = this;
    while (true) {
      AbstractAwait<?> of = by.following();
      Completion<?> own = by.in(of);
      if (!(of instanceof LinkAwait<?> link)
          || link.othersWait(own)
          || !link.completeFailed(cancel)) {
        of.abandon(own);
        return true;
      }
      by = link;
    }
  }

  @Override
  final boolean cancelOpen() {
    Throwable end = cancelled();
    return endWith(end, end);
  }

  @Override
  final AbstractAwait<?> origin() {
    AbstractAwait<?> at = this;
    while (at instanceof LinkAwait<?> link) {
      at = link.following();
    }
    return at;
  }

  @Override
  public final boolean take() {
    return origin().take();
  }

  @Override
  public final boolean giveBack() {
    return origin().giveBack();
  }

  @Override
  public final List<AbstractAwait<?>> sources() {
    return List.of(following());
  }

  @Override
  public final String describe() {
    return origin().describe();
  }
}

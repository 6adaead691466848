package io.leanagentic.internal.await;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer changed by a function. Cancelling it cancels its source too, unless others wait for
 * that. A value that comes to the source in the same moment is given back.
 *
 * @param <S> the source's answer
 * @param <R> the answer
 */
final class MappedAwait<S, R> extends LinkAwait<R> implements Completion<S> {
  private final AbstractAwait<S> source;
  private final Function<? super S, ? extends R> function;

  MappedAwait(AbstractAwait<S> source, Function<? super S, ? extends R> function) {
    super(source.hostOrNull());
    this.source = source;
    this.function = function;
    beganIn(source.asker() instanceof Asker agent ? agent : null);
    source.onDoneAside(this);
  }

  @Override
  public void done(@Nullable S value, @Nullable Throwable failure) {
    if (isDone()) {
      return; // cancelled: it has abandoned the source
    }
    if (value == null) {
      fail(failure);
      return;
    }
    R mapped;
    try {
      mapped = function.apply(value);
    } catch (Throwable thrown) {
      completeFailed(thrown);
      return;
    }
    if (mapped == null) {
      completeFailed(
          new NullPointerException(
              "the function given to map() returned null for " + source.describe()));
    } else {
      complete(mapped);
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

  @Override
  AbstractAwait<S> following() {
    return source;
  }

  @Override
  Completion<S> in(AbstractAwait<?> followed) {
    return this;
  }

  @Override
  public @Nullable AbstractAwait<?> unattended() {
    AbstractAwait<?> origin = isDone() ? origin().unattended() : null;
    return origin != null ? origin : super.unattended();
  }
}

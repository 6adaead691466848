package io.leanagentic.internal.await;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer changed by a function. It has no outcome of its own: to cancel it is to cancel its
 * source, so that nothing is taken by the source and then not delivered.
 *
 * @param <S> the source's answer
 * @param <R> the answer
 */
final class MappedAwait<S, R> extends AbstractAwait<R> {
  private final AbstractAwait<S> source;
  private final Function<? super S, ? extends R> function;

  MappedAwait(AbstractAwait<S> source, Function<? super S, ? extends R> function) {
    super(source.hostOrNull());
    this.source = source;
    this.function = function;
    source.onDone(this::sourceDone);
  }

  private void sourceDone(@Nullable S value, @Nullable Throwable failure) {
    if (value == null) {
      completeFailed(failure == null ? new NullPointerException("no answer") : failure);
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
              "The function given to map() made null of " + source.describe()));
    } else {
      complete(mapped);
    }
  }

  @Override
  public boolean cancel() {
    return source.cancel();
  }

  @Override
  protected void onTimer() {
    throw new IllegalStateException("never scheduled");
  }

  @Override
  public List<AbstractAwait<?>> sources() {
    return List.of(source);
  }

  @Override
  public String describe() {
    return source.describe();
  }
}

package io.leanagentic.internal.await;

import io.leanagentic.AwaitCancelledException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An answer changed by a function. Cancelling it cancels its source too, unless others wait for
 * that. A value that comes to the source in the same moment is given back.
 *
 * @param <S> the source's answer
 * @param <R> the answer
 */
final class MappedAwait<S, R> extends AbstractAwait<R> implements Completion<S> {
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

  AbstractAwait<S> source() {
    return source;
  }

  @Override
  AbstractAwait<?> origin() {
    return Awaits.originOf(this);
  }

  @Override
  public boolean cancel() {
    AwaitCancelledException end = cancelled(); // one failure for all of them
    if (!completeFailed(end)) {
      return false;
    }
    Awaits.letGo(this, end);
    return true;
  }

  @Override
  public @Nullable AbstractAwait<?> unattended() {
    AbstractAwait<?> origin = isDone() ? origin().unattended() : null;
    return origin != null ? origin : super.unattended();
  }

  @Override
  public boolean take() {
    return origin().take();
  }

  @Override
  public boolean giveBack() {
    return origin().giveBack();
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
    return origin().describe();
  }
}

package io.leanagentic.internal.await;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first answer, or the last failure. Once it is done its other parts are cancelled; an answer
 * of one that could not be cancelled any more is late.
 *
 * @param <R> the answer
 */
final class AnyAwait<R> extends AbstractAwait<R> {
  private final List<AbstractAwait<? extends R>> parts;
  private int missing;

  private AnyAwait(List<AbstractAwait<? extends R>> parts) {
    super(Awaits.hostOf(parts));
    this.parts = parts;
    this.missing = parts.size();
  }

  static <R> AnyAwait<R> of(List<AbstractAwait<? extends R>> parts) {
    var any = new AnyAwait<R>(parts);
    for (var part : parts) {
      part.onDone(any::partDone);
    }
    return any;
  }

  private void partDone(@Nullable R value, @Nullable Throwable failure) {
    if (value != null) {
      if (complete(value)) {
        parts.forEach(AbstractAwait::cancel);
      } else {
        late(value);
      }
    } else if ((int) MISSING.getAndAdd(this, -1) == 1 && failure != null) {
      completeFailed(failure);
    }
  }

  private void late(R value) {
    AwaitHost host = hostOrNull();
    if (host != null) {
      host.lateReply(value);
    }
  }

  @Override
  public boolean cancel() {
    boolean ended = super.cancel();
    if (ended) {
      parts.forEach(AbstractAwait::cancel);
    }
    return ended;
  }

  @Override
  protected void onTimer() {
    throw new IllegalStateException("never scheduled");
  }

  @Override
  public List<? extends AbstractAwait<?>> sources() {
    return parts;
  }

  @Override
  public boolean needsAllSources() {
    return false;
  }

  @Override
  public String describe() {
    return Awaits.describe("any", parts);
  }

  private static final VarHandle MISSING;

  static {
    try {
      MISSING = MethodHandles.lookup().findVarHandle(AnyAwait.class, "missing", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

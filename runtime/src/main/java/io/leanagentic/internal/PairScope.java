package io.leanagentic.internal;

import io.leanagentic.ContextKey;
import io.leanagentic.ContextScope;
import io.leanagentic.internal.await.Pairs;
import java.util.Objects;

/** Pairs for a piece of code: of a thread outside, or of a turn. */
public final class PairScope implements ContextScope {
  private final RuntimeCore core;
  private final Pairs pairs;

  PairScope(RuntimeCore core, Pairs pairs) {
    this.core = core;
    this.pairs = pairs;
  }

  @Override
  public <T> ContextScope with(ContextKey<T> key, T value) {
    return new PairScope(core, Pairs.with(pairs, key, value));
  }

  @Override
  public void run(Runnable action) {
    Objects.requireNonNull(action, "action");
    call(() -> {
      action.run();
      return this;
    });
  }

  @Override
  public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> action) throws X {
    return core.carrying(pairs, Objects.requireNonNull(action, "action"));
  }
}

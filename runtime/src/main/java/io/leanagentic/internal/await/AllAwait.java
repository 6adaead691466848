package io.leanagentic.internal.await;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All answers, in order, or the first failure. A failure does not cancel the other parts; {@link
 * #cancel} does.
 *
 * @param <R> an answer
 */
final class AllAwait<R> extends AbstractAwait<List<R>> {
  private final List<AbstractAwait<? extends R>> parts;

  /** Written by the parts, each its own; read by the last one. */
  private final @Nullable Object[] answers;

  private int missing;

  private AllAwait(List<AbstractAwait<? extends R>> parts) {
    super(Awaits.hostOf(parts));
    this.parts = parts;
    this.answers = new Object[parts.size()];
    this.missing = parts.size();
  }

  static <R> AllAwait<R> of(List<AbstractAwait<? extends R>> parts) {
    var all = new AllAwait<R>(parts);
    if (parts.isEmpty()) {
      all.complete(List.of());
    }
    for (int i = 0; i < parts.size(); i++) {
      int index = i;
      parts.get(i).onDone((value, failure) -> all.partDone(index, value, failure));
    }
    return all;
  }

  @SuppressWarnings("unchecked") // each element was given as an R
  private void partDone(int index, @Nullable R value, @Nullable Throwable failure) {
    if (failure != null) {
      completeFailed(failure);
      return;
    }
    answers[index] = value;
    // Releases this part's answer; the one that counts to zero has acquired all others'.
    if ((int) MISSING.getAndAdd(this, -1) == 1) {
      complete((List<R>) Collections.unmodifiableList(Arrays.asList(answers)));
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
  public String describe() {
    return Awaits.describe("all", parts);
  }

  private static final VarHandle MISSING;

  static {
    try {
      MISSING = MethodHandles.lookup().findVarHandle(AllAwait.class, "missing", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

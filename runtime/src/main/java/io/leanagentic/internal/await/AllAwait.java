package io.leanagentic.internal.await;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All answers, in order, or the first failure. Once it has failed or was cancelled, it lets go of
 * its parts: values that came are given back, and parts that nobody else waits for are cancelled.
 *
 * @param <R> an answer
 */
final class AllAwait<R> extends AbstractAwait<List<R>> {
  private final List<AbstractAwait<? extends R>> parts;
  private final List<Part> own;

  /** Each part writes its own; the last one reads them all. */
  private final @Nullable Object[] answers;

  private int missing;

  private AllAwait(List<AbstractAwait<? extends R>> parts) {
    super(Awaits.hostOf(parts));
    this.parts = parts;
    this.own = IntStream.range(0, parts.size()).mapToObj(Part::new).toList();
    this.answers = new Object[parts.size()];
    this.missing = parts.size();
  }

  /** All of {@code parts}, of which there is one or more. */
  static <R> AllAwait<R> of(List<AbstractAwait<? extends R>> parts) {
    var all = new AllAwait<R>(parts);
    for (int i = 0; i < parts.size(); i++) {
      parts.get(i).onDoneAside(all.own.get(i));
    }
    return all;
  }

  /** What happens when one of the parts is done. */
  private final class Part implements Completion<R> {
    private final int index;

    Part(int index) {
      this.index = index;
    }

    @Override
    public void done(@Nullable R value, @Nullable Throwable failure) {
      if (failure != null) {
        if (completeFailed(failure)) {
          letGo();
        }
        return;
      }
      answers[index] = value;
      // Releases this part's answer; the part that counts down to zero has acquired all others.
      if ((int) MISSING.getAndAdd(AllAwait.this, -1) == 1) {
        complete(list());
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

  @SuppressWarnings("unchecked") // each element was given as an R
  private List<R> list() {
    return (List<R>) Collections.unmodifiableList(Arrays.asList(answers));
  }

  private void letGo() {
    runAside(
        Awaits.aside(() -> {
          for (int i = 0; i < own.size(); i++) {
            parts.get(i).abandon(own.get(i));
          }
        }));
  }

  @Override
  boolean cancelOpen() {
    boolean ended = super.cancelOpen();
    if (ended) {
      letGo();
    }
    return ended;
  }

  @Override
  public boolean take() {
    return Awaits.takeAll(this);
  }

  @Override
  public boolean giveBack() {
    return Awaits.giveBackAll(this);
  }

  @Override
  public List<? extends AbstractAwait<?>> sources() {
    return parts;
  }

  @Override
  public String describe() {
    return Awaits.describe("all", parts, 0);
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

package io.leanagentic.internal.await;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first answer, or the last failure; in a race, whatever comes first. Once it is done it lets
 * go of its other parts: those that nobody else waits for are cancelled, and an answer that comes
 * all the same is given back.
 *
 * @param <R> the answer
 */
final class AnyAwait<R> extends AbstractAwait<R> {
  private final List<AbstractAwait<? extends R>> parts;
  private final List<Part> own;
  private final boolean race;
  private int missing;
  private @Nullable AbstractAwait<?> winner;

  private AnyAwait(List<AbstractAwait<? extends R>> parts, boolean race) {
    super(Awaits.hostOf(parts));
    this.race = race;
    this.parts = parts;
    this.own = parts.stream().<Part>map(Part::new).toList();
    this.missing = parts.size();
  }

  static <R> AnyAwait<R> of(List<AbstractAwait<? extends R>> parts, boolean race) {
    var any = new AnyAwait<R>(parts, race);
    for (var part : any.own) {
      part.listen();
    }
    return any;
  }

  /** What happens when one of the parts is done. */
  private final class Part implements Completion<R> {
    private final AbstractAwait<? extends R> await;

    Part(AbstractAwait<? extends R> await) {
      this.await = await;
    }

    void listen() {
      await.onDoneAside(this);
    }

    @Override
    public void done(@Nullable R value, @Nullable Throwable failure) {
      if (value != null) {
        if (!isDone() && WINNER.compareAndSet(AnyAwait.this, null, await) && complete(value)) {
          letGo();
        } else if (!await.giveBack()) {
          late(value);
        }
      } else if (failure != null
          && ((int) MISSING.getAndAdd(AnyAwait.this, -1) == 1 || race)
          && completeFailed(failure)
          && race) {
        letGo();
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

  private void late(R value) {
    AwaitHost host = hostOrNull();
    if (host != null) {
      host.lateReply(value);
    }
  }

  /** The values of parts that are done have been given back already, except for the winner's. */
  private void letGo() {
    runAside(
        Awaits.aside(() -> {
          for (Part part : own) {
            part.await.leave(part);
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

  /** The part whose answer is the answer of this. */
  AbstractAwait<?> winner() {
    return Objects.requireNonNull((AbstractAwait<?>) WINNER.getAcquire(this));
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
  public boolean needsAllSources() {
    return false;
  }

  @Override
  public String describe() {
    return Awaits.describe(race ? "the first" : "any", parts, 0);
  }

  private static final VarHandle MISSING;
  private static final VarHandle WINNER;

  static {
    try {
      var lookup = MethodHandles.lookup();
      MISSING = lookup.findVarHandle(AnyAwait.class, "missing", int.class);
      WINNER = lookup.findVarHandle(AnyAwait.class, "winner", AbstractAwait.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

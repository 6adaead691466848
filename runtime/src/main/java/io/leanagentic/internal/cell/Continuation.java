package io.leanagentic.internal.cell;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.AwaitException;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Completion;
import io.leanagentic.internal.scheduler.Frame;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How an agent goes on when an answer is here. */
final class Continuation<R> extends Event implements Completion<R> {
  private final Cell<?> cell;
  private final AbstractAwait<R> await;
  private final boolean exclusive;
  private final Consumer<? super R> then;
  private final @Nullable Consumer<? super Throwable> onFailure;
  private final Object incarnation;

  private @Nullable R value;
  private @Nullable Throwable failure;

  private Continuation(
      Cell<?> cell,
      AbstractAwait<R> await,
      boolean exclusive,
      Consumer<? super R> then,
      @Nullable Consumer<? super Throwable> onFailure) {
    if (cell.is(Addressable.STOPPING)) {
      throw new IllegalStateException(cell.path() + " is ending and waits for no more answers");
    }
    this.cell = cell;
    this.await = Objects.requireNonNull(await, "await");
    this.exclusive = exclusive;
    this.then = Objects.requireNonNull(then, "then");
    this.onFailure = onFailure;
    this.incarnation = incarnationOf(cell);
  }

  /**
   * Something that is another after a restart: what an earlier behavior waited for means nothing to
   * a later one.
   */
  private static Object incarnationOf(Cell<?> cell) {
    RestartHistory restarts = cell.extras().restarts;
    return restarts == null ? 0 : restarts.total();
  }

  /** Goes on handling messages; the answer takes its turn among them. */
  static <R> void meanwhile(
      Cell<?> cell,
      AbstractAwait<R> await,
      Consumer<? super R> then,
      @Nullable Consumer<? super Throwable> onFailure) {
    await.onDone(new Continuation<>(cell, await, false, then, onFailure));
  }

  /** Handles nothing else until the answer is here. */
  static <R> void exclusively(
      Cell<?> cell,
      Frame frame,
      AbstractAwait<R> await,
      Consumer<? super R> then,
      @Nullable Consumer<? super Throwable> onFailure) {
    Extras x = cell.extras();
    if (x.awaiting != null) {
      throw new IllegalStateException(cell.path() + " awaits an answer already");
    }
    var continuation = new Continuation<R>(cell, await, true, then, onFailure);
    x.awaiting = continuation;
    cell.set(Addressable.AWAITING);
    frame.attention = true;
    try {
      Joins.note(cell, await);
    } catch (AwaitCycleException e) {
      continuation.done(null, e);
      await.cancel();
      return;
    }
    await.onDone(continuation);
  }

  /**
   * Ends the wait of an agent that ends or restarts, so that nothing is taken for it any more: an
   * element of a channel goes to the next receiver.
   */
  static void abandon(@Nullable Extras x) {
    Continuation<?> waiting = x == null ? null : x.awaiting;
    if (x != null && waiting != null) {
      x.awaiting = null;
      waiting.await.cancel();
    }
  }

  /** Counts an answer that came, and that the agent does not take any more. */
  void drop() {
    R unwanted = value;
    if (unwanted != null) {
      cell.settings.core.lateReply(unwanted);
    }
  }

  @Override
  public void done(@Nullable R value, @Nullable Throwable failure) {
    this.value = value;
    this.failure = failure;
    // Publishes both to the agent's turn.
    if (!exclusive) {
      if (!cell.putEvent(this)) {
        drop();
      }
      return;
    }
    cell.control(this);
    if (cell.is(Addressable.ENDED)) {
      Lifecycle.dropControl(cell); // nobody else will
    }
  }

  @Override
  void apply(Cell<?> self) throws Exception {
    if (exclusive) {
      Extras x = cell.extras();
      if (x.awaiting != this) {
        drop();
        return; // a restart has ended this wait
      }
      x.awaiting = null;
      cell.clear(Addressable.AWAITING);
      cell.settings.core.waitGraph().answered(cell);
    }
    if (cell.is(Addressable.STOPPING) || !incarnation.equals(incarnationOf(cell))) {
      drop();
      return;
    }
    Throwable cause = failure;
    if (cause == null) {
      then.accept(Objects.requireNonNull(value));
    } else if (onFailure != null) {
      onFailure.accept(cause);
    } else {
      throw cause instanceof AwaitException known
          ? known
          : new AwaitException("no answer: " + cause.getMessage(), cause);
    }
  }
}

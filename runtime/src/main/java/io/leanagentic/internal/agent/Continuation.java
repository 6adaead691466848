package io.leanagentic.internal.agent;

import io.leanagentic.Await;
import io.leanagentic.AwaitCycleException;
import io.leanagentic.AwaitException;
import io.leanagentic.Directive;
import io.leanagentic.extension.Scope;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.Completion;
import io.leanagentic.internal.await.OnBehalf;
import io.leanagentic.internal.scheduler.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How an agent continues when an answer comes: one of its {@link OpenWaits}. */
final class Continuation<R> extends Event implements Completion<R>, OnBehalf {
  private final AgentCell<?> cell;
  private final AbstractAwait<R> await;
  final boolean exclusive;
  private final Consumer<? super R> then;
  private final @Nullable Consumer<? super Throwable> onFailure;

  /**
   * The question that the agent was handling when it began to wait, and handles again when it
   * continues, and the pairs of that turn; one field, because agents wait by the million.
   */
  private final @Nullable Along along;

  /** The scope that the agent was in when it began to wait, and is in again when it continues. */
  private final @Nullable Scope scope;

  // Neighbours among the open waits of the agent. In its turn only.
  @Nullable Continuation<?> next;
  @Nullable Continuation<?> previous;

  /**
   * Whether the agent waits no longer. Written in its turn, read by any thread: if two agents give
   * up the same await at once, one sees that the other has.
   */
  private volatile boolean abandoned;

  private boolean dropped;
  private @Nullable AwaitException failure;

  /** For an exclusive one: whether the outcome has come. Publishes {@code failure}. */
  private volatile boolean ready;

  private Continuation(
      AgentCell<?> cell,
      AbstractAwait<R> await,
      boolean exclusive,
      Consumer<? super R> then,
      @Nullable Consumer<? super Throwable> onFailure) {
    if (cell.is(AgentState.STOPPING)) {
      Objects.requireNonNull(await, "await").abandon(null);
      throw new IllegalStateException(cell.path() + " is ending and waits for no more answers");
    }
    this.cell = cell;
    this.await = Objects.requireNonNull(await, "await");
    this.exclusive = exclusive;
    this.then = Objects.requireNonNull(then, "then");
    this.onFailure = onFailure;
    Frame frame = cell.turn();
    this.along = Along.of(Answer.atWork(frame), frame.pairs);
    this.scope = (Scope) frame.scope;
  }

  /** The agent keeps handling messages; the answer takes its place among them. */
  static <R> void meanwhile(
      AgentCell<?> cell,
      AbstractAwait<R> await,
      Consumer<? super R> then,
      @Nullable Consumer<? super Throwable> onFailure) {
    var continuation = new Continuation<R>(cell, await, false, then, onFailure);
    continuation.begin();
    cell.coldState().limit(cell);
    if (Arrival.settle(cell, await, continuation)) {
      continuation.failure = await.failureOrNull();
    } else {
      await.onDone(continuation);
    }
  }

  /** The agent handles nothing else until the answer comes. */
  static <R> void exclusively(
      AgentCell<?> cell,
      Frame frame,
      AbstractAwait<R> await,
      Consumer<? super R> then,
      @Nullable Consumer<? super Throwable> onFailure) {
    if (cell.is(AgentState.AWAITING)) {
      await.abandon(null);
      throw new IllegalStateException(
          cell.path()
              + " awaits an answer already; await both (Await.all), begin the second when the first"
              + " is there, or use onAnswer");
    }
    var continuation = new Continuation<R>(cell, await, true, then, onFailure);
    continuation.begin();
    cell.coldState().noteWait(await);
    cell.set(AgentState.AWAITING); // and the fence after the note: see WaitGraph, Ordering
    frame.attention = true;
    try {
      BlockingAwaits.open(cell, await);
    } catch (AwaitCycleException e) {
      continuation.done(null, e);
      await.abandon(continuation);
      return;
    }
    await.onDone(continuation);
  }

  private void begin() {
    cell.coldState().waits().add(this);
    if (scope != null) {
      scope.begun(await);
    }
    Answer<?> question = question();
    if (question != null && !question.beganOnly(await)) {
      question.begins(this);
    }
  }

  /** Ends the wait if the question it was for is given up and nobody else waits. */
  @Override
  public void over(Answer<?> outer) {
    if (outer.isGivenUp()) {
      await.leave(this);
    }
  }

  @Override
  public boolean isOver() {
    return abandoned || await.isDone();
  }

  private void over() {
    if (scope != null) {
      scope.over(await);
    }
  }

  private @Nullable Answer<?> question() {
    return Along.answer(along);
  }

  Await<R> await() {
    return await;
  }

  /**
   * Ends the wait of an agent that ends or restarts, so that nothing more is taken for it; what
   * already came for it is given back. In the agent's turn.
   *
   * @param cause what the agent failed with, if it continues without this wait; the question that
   *     this wait was for then fails with it
   */
  void abandon(@Nullable Throwable cause) {
    abandoned = true;
    Answer<?> question = question();
    if (cause != null && question != null && question.keeper() == cell) {
      Questions.fail(question, cause);
    }
    await.abandon(this);
    if (await.valueOrNull() != null) {
      drop();
    }
    over();
  }

  /** Whether work that was begun ends with this wait: an event counts if a question needs it. */
  boolean isForWork() {
    Answer<?> question = question();
    return await.endsWork()
        || (question != null && question.keeper() == cell && !question.isDone());
  }

  /**
   * Ends the wait together with its agent because the runtime is closed, and runs the failure
   * function. In the agent's turn.
   */
  void cutShort() {
    boolean counts = isForWork();
    Throwable cause = await.failureOrNull();
    abandon(null);
    AgentHost host = cell.settings.host;
    if (counts) {
      host.unfinished(cell, await);
    }
    if (onFailure == null || host.isAborted()) {
      return;
    }
    Frame frame = cell.turn();
    resume(frame);
    try {
      onFailure.accept(cause != null ? cause : await.runtimeClosed());
    } catch (Throwable t) {
      Questions.failed(frame, t);
      cell.settings.reports.failed(cell, t, Directive.STOP);
    } finally {
      frame.scope = null;
    }
    Questions.end(cell, frame);
  }

  /**
   * Ends the wait because the runtime is closed, if the agent handles nothing until it ends; the
   * agent continues. In its turn.
   */
  void cutShortIfExclusive() {
    boolean counts = exclusive && isForWork();
    if (exclusive && await.cancel()) {
      failure = await.runtimeClosed();
      if (counts) {
        cell.settings.host.unfinished(cell, await);
      }
    }
  }

  private void resume(Frame frame) {
    frame.scope = scope;
    TurnPairs.begin(frame, Along.pairs(along));
    Answer<?> question = question();
    if (question != null
        && (question.isGivenUp() || (question.keeper() == cell && !question.isDone()))) {
      Questions.begin(cell, frame, question);
    }
  }

  /** The agent does not take the answer: it is given back, or counted as late. Once. */
  @Override
  void drop() {
    R unwanted = await.valueOrNull();
    if (unwanted != null && DROPPED.compareAndSet(this, false, true) && !await.giveBack()) {
      cell.settings.host.lateReply(unwanted);
    }
  }

  @Override
  public boolean waits() {
    return !abandoned;
  }

  @Override
  public void done(@Nullable R value, @Nullable Throwable failure) {
    if (abandoned) {
      drop();
      return;
    }
    this.failure = (AwaitException) failure; // as of every await
    cell.settings.host.sent(cell, value != null ? value : Objects.requireNonNull(failure));
    // Publishes it to the agent's turn, where the await has the value.
    if (!exclusive) {
      if (!cell.putSurely(this)) {
        drop();
      }
      return;
    }
    // If the agent has abandoned the wait meanwhile, it sees that the await is done, and drops it.
    READY.setRelease(this, true);
    cell.wakeForControl();
  }

  /** Whether an exclusive one is to be applied. In the agent's turn. */
  boolean isReady() {
    return ready;
  }

  @Override
  void apply(AgentCell<?> self) throws Exception {
    if (abandoned) { // by a restart, or by an end in progress
      drop();
      return;
    }
    ColdState x = cell.coldState();
    x.waits().remove(this);
    if (exclusive) {
      cell.clear(AgentState.AWAITING);
      cell.settings.waitGraph.answered(cell);
    } else {
      x.limit(cell);
    }
    AwaitException cause = failure;
    if (cause == null && !await.take()) {
      cause = await.cancelled(); // another waiter gave it back after it came
    }
    Frame frame = cell.turn();
    resume(frame);
    try {
      if (cause == null) {
        then.accept(Objects.requireNonNull(await.valueOrNull()));
      } else if (onFailure != null) {
        onFailure.accept(cause);
      } else {
        Answer<?> question = question();
        if (question == null || !Questions.endsWith(question, cause)) {
          throw cause;
        }
      }
    } finally {
      frame.scope = null;
      over();
    }
    Questions.end(cell, frame);
    cell.touchIdleTimeout();
  }

  private static final VarHandle DROPPED;
  private static final VarHandle READY;

  static {
    try {
      var lookup = MethodHandles.lookup();
      DROPPED = lookup.findVarHandle(Continuation.class, "dropped", boolean.class);
      READY = lookup.findVarHandle(Continuation.class, "ready", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

package io.leanagentic.internal.await;

import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.internal.log.Log;
import io.leanagentic.internal.log.Texts;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Parking;
import io.leanagentic.internal.scheduler.StackProbe;
import io.leanagentic.internal.scheduler.Worker;
import io.leanagentic.internal.timer.TimerWheel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer to come. It becomes done at most once, with a value or a failure.
 *
 * @param <R> the answer
 */
public abstract sealed class AbstractAwait<R> extends TimerWheel.Entry
    implements Await<R>, Frame.Unfinished
    permits Answer,
        AllAwait,
        AnyAwait,
        CompletedAwait,
        DelayAwait,
        LinkAwait,
        OutsideAwait,
        TimedAwait {
  /*
   * Structure
   *   One word holds the whole state:
   *
   *     null -> Chain -> Chain -> ...      pending, with what is to happen then, the last one first
   *       \       \         \
   *        +-------+---------+--> value | Failed        done, for ever
   *
   *   Chain and Failed do not leave this package, so no value of a user can be mistaken for one. An await is a timer
   *   too, so it and its deadline are one object.
   *   The class is longer than others because all of it reads or changes this word or `fate`; how a thread waits is in
   *   Joining.
   *   Completions that only wake a thread or an agent run at once. Those that may run users' code, or make another
   *   await done, and so a chain of them, are Onward: they run aside (see Aside).
   *
   * Ordering
   *   `state` changes by compareAndSet only. The one that makes it done publishes the value and acquires the chain; a
   *   completion that comes later reads the outcome with acquire and runs at once. One word decides both, so no
   *   completion is lost and none runs twice. A joining thread is a completion that unparks.
   *
   * Invariants
   *   I1  of value, failure, timeout and cancel one wins                      AnswerTest.answerTimeoutAndCancelRaceForOneOutcome
   *   I2  each completion runs exactly once, outside any lock                 AnswerTest.completionsThatRaceWithTheAnswerRunOnce
   *   I3  completions present at the end run in the order they came           AnswerTest.completionsRunInOrder
   *   I4  what came for nobody is given back once; what was taken is not       LostElementTest, InterruptedWaitTest
   *   I5  an await ends with its last waiter                                   LostElementTest.anAwaitThatOthersWaitForGoesOn
   *   I6  a chain of awaits of any length costs no stack                      MapChainTest.chainsOfEveryKindEndHoweverLongTheyAre
   *   I7  a worker's stack may overflow while its agent answers               AnswerExhaustionTest, SoeTest
   *   I8  that of another thread does so before anything has happened          SoeTest.aThreadWithoutAWorkerThatDoesSoHasLeftNobodyWaiting
   */
  private static final byte OPEN = 0;
  private static final byte TAKEN = 1;
  private static final byte GIVEN_BACK = 2;

  private @Nullable AwaitHost host;
  private @Nullable Object state;

  /**
   * The agent in whose turn this began, if it can be notified of the outcome through its mailbox.
   * Once the outcome has come, what the agent made of it; then used in the agent's turn only.
   */
  private @Nullable Object asker;

  /** Whether a completion was added before this was done. Published with the outcome. */
  private boolean attended;

  /**
   * For a value that can be given back: whether it is open, taken or given back. Changes once, by
   * compareAndSet.
   */
  private byte fate = OPEN;

  /** Whether it is an event that may never come, and not the end of work that was begun. */
  private boolean event;

  /** An await that is not done. Without a host it must be done before a thread joins it. */
  AbstractAwait(@Nullable AwaitHost host) {
    this.host = host;
  }

  /** The runtime it belongs to; null if it was done from the start. */
  public final @Nullable AwaitHost hostOrNull() {
    if (host == null) {
      Joining.catchUp(this); // it may adopt one in code that this thread has postponed
    }
    return host;
  }

  /** This was begun by an await without a host, and follows one of {@code host} from now on. */
  final void adoptHost(@Nullable AwaitHost other) {
    if (host == null) {
      host = other;
    }
  }

  // What it waits for: in words, and for the detection of cycles.

  /** What is awaited, in words: {@code the answer of /trading/AAPL to Best}. */
  public abstract String describe();

  /** The agent that is to answer, if there is one. */
  public @Nullable Object target() {
    return null;
  }

  /** The awaits this one is made of. */
  public List<? extends AbstractAwait<?>> sources() {
    return List.of();
  }

  /** Whether it needs the answers of all its {@link #sources}, rather than of one. */
  public boolean needsAllSources() {
    return true;
  }

  /** Says that this is an event that may never come, and not the end of work that was begun. */
  public final void asEvent() {
    event = true;
  }

  /**
   * Whether work that was begun leads to this, or led to it: whether it, or an await it is made of
   * that is not done before it, is no event. Without recursion, like all that follows sources.
   */
  public final boolean endsWork() {
    boolean over = isDone();
    var seen = new HashSet<AbstractAwait<?>>();
    var open = new ArrayDeque<AbstractAwait<?>>();
    open.add(this);
    while (!open.isEmpty()) {
      AbstractAwait<?> next = open.poll();
      if (next.event || !seen.add(next) || (!over && next.isDone())) {
        continue;
      }
      if (next.sources().isEmpty()) {
        return true;
      }
      open.addAll(next.sources());
    }
    return false;
  }

  // Becoming done.

  /** Ends the wait with {@code value}, unless it is over. Returns whether it did. */
  protected final boolean complete(R value) {
    return finish(value);
  }

  /** Ends the wait with {@code failure}, unless it is over. Returns whether it did. */
  protected final boolean completeFailed(Throwable failure) {
    return finish(new Failed(known(failure), false));
  }

  /**
   * What all who wait get for {@code failure}: an AwaitException, with the cause unless it is one.
   */
  private AwaitException known(Throwable failure) {
    return failure instanceof AwaitException known
        ? known
        : new AwaitException(describe() + " failed with " + Texts.of(failure), failure);
  }

  /** As {@link #completeFailed}, where nobody waits any more, rather than that nothing came. */
  final boolean giveUp(AwaitException why) {
    return finish(new Failed(why, true));
  }

  /** Whether it was cancelled, or its time was up, before there was an outcome. */
  public final boolean isGivenUp() {
    return isGivenUp(stateAcquire());
  }

  /** As {@link #isGivenUp}, after a compareAndSet of another word; see Answer, Ordering. */
  final boolean isGivenUpVolatile() {
    return isGivenUp(STATE.getVolatile(this));
  }

  private static boolean isGivenUp(@Nullable Object state) {
    return state instanceof Failed failed && failed.givenUp;
  }

  private boolean finish(Object done) {
    Object whoAsked = asker; // before the outcome is visible: from then on the agent may change it
    Worker worker = Worker.current();
    Object seen;
    do {
      seen = stateAcquire();
      if (isDone(seen)) {
        return false;
      }
    } while (!STATE.compareAndSet(this, seen, done));
    // From here on each call may overflow the stack, and then no further call is possible.
    Aside rest = null;
    for (Aside last = (Chain) seen; last != null; ) { // reversed in place
      Aside earlier = last.next;
      last.next = rest;
      rest = last;
      last = earlier;
    }
    Asker unattended = seen == null && whoAsked instanceof Asker agent ? agent : null;
    try {
      if (unattended != null) {
        unattended.cameUnattended(this);
        unattended = null;
      }
      while (rest != null && !(rest instanceof Onward)) {
        Aside later = rest.next;
        ((Chain) rest).work();
        rest = later;
      }
      if (rest != null) {
        runAside(rest);
        rest = null;
      }
      cancelTimer();
      ended();
    } catch (StackOverflowError e) {
      if (worker == null) {
        throw e; // see checkStack
      }
      Frame to = worker.frame;
      to.stranded =
          new @Nullable Object[] {this, to.stranded, unattended != null ? unattended : rest};
    }
    return true;
  }

  /**
   * Called before users' code makes this done: a worker whose stack overflows meanwhile resumes
   * between two turns, another thread has no such moment.
   *
   * @throws StackOverflowError if a thread that is no worker has not enough stack to notify all who
   *     wait; nothing has happened then
   */
  static void checkStack() {
    if (Worker.current() == null) {
      StackProbe.checkToFinish();
    }
  }

  /** Does what {@link #finish} had left to do when the stack of a worker overflowed. */
  @Override
  public final void resume(@Nullable Object rest) {
    if (rest instanceof Asker unattended) {
      unattended.cameUnattended(this);
    }
    cancelTimer();
    if (rest instanceof Aside aside) {
      runAside(aside);
    }
    ended();
  }

  /** This is done, and all who wait are notified. Twice, if the stack overflowed meanwhile. */
  void ended() {}

  /**
   * Runs {@code completion}, which only wakes a thread or an agent, once this is done: in the
   * thread that completes this, or at once if it is done already. What it throws is reported.
   */
  @SuppressWarnings("unchecked") // a completion of something wider than R takes an R
  public final void onDone(Completion<? super R> completion) {
    add(new Chain(this, (Completion<Object>) completion));
  }

  /**
   * As {@link #onDone}, for a completion that may run users' code or make another await done: it
   * runs aside in the thread that completes this, or in another thread, or at once.
   */
  @SuppressWarnings("unchecked") // a completion of something wider than R takes an R
  final void onDoneAside(Completion<? super R> completion) {
    add(new Onward(this, (Completion<Object>) completion));
  }

  private void add(Chain chain) {
    attended |= !isDone(); // before the chain is added: a thread that sees the outcome sees both
    while (true) {
      Object seen = stateAcquire();
      if (seen != null && isDone(seen)) {
        chain.follows(null);
        if (chain instanceof Onward) {
          runAside(chain);
        } else {
          chain.work();
        }
        return;
      }
      chain.follows((Chain) seen);
      if (STATE.compareAndSet(this, seen, chain)) {
        return;
      }
    }
  }

  final void runAside(Aside work) {
    AwaitHost host = this.host;
    if (host == null) {
      Aside.run(work);
    } else {
      host.runAside(work);
    }
  }

  final void tell(Completion<Object> completion) {
    if (stateAcquire() instanceof Failed failed) {
      completion.done(null, failed.failure);
    } else {
      completion.done(stateAcquire(), null);
    }
  }

  /** {@code completion} threw {@code failure}, or could not run because of it. */
  final void failed(Completion<Object> completion, Throwable failure) {
    tellFailed(completion, failure);
    try {
      Supplier<String> what = () -> "a completion of " + describe() + " failed";
      AwaitHost host = this.host;
      if (host != null) {
        host.callbackFailed(what, failure);
      } else {
        new Log().write(System.Logger.Level.WARNING, what.get(), failure);
      }
    } catch (Throwable again) {
      // there is nobody left to notify
    }
  }

  /**
   * Notifies {@code completion}. If there is no memory it tries until there is: no other code would
   * notify what waits for it.
   */
  private static void tellFailed(Completion<Object> completion, Throwable failure) {
    for (; ; ) {
      try {
        completion.failed(failure);
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      } catch (StackOverflowError e) {
        throw e; // it is notified where there is more stack
      } catch (Throwable t) {
        return; // there is nobody left to notify
      }
    }
  }

  /**
   * Runs a user's {@code action} with the value of this, which is done. What it throws is reported.
   */
  @SuppressWarnings("unchecked") // a completion of R takes an R
  final void guarded(Completion<R> action) {
    runAside(new Onward(this, (Completion<Object>) action));
  }

  /** Notes that this began in a turn of {@code agent}. Called before others can see this. */
  final void beganIn(@Nullable Object agent) {
    asker = agent;
  }

  /**
   * The agent that is notified of the outcome through its mailbox, or what it has made of the
   * outcome.
   */
  public final @Nullable Object asker() {
    return asker;
  }

  /** Sets what the agent has made of the outcome. In its turn, once the outcome has come. */
  public final void asker(Object outcome) {
    asker = outcome;
  }

  /**
   * Of this and the awaits it is a function of, the one whose outcome is or will be in the mailbox
   * of the agent that asked, because it came before anything waited for it; null if there is none.
   */
  public @Nullable AbstractAwait<?> unattended() {
    return isDone() && !attended && asker != null ? this : null;
  }

  @Override
  public final boolean isDone() {
    return isDone(stateAcquire());
  }

  private static boolean isDone(@Nullable Object state) {
    return state != null && !(state instanceof Chain);
  }

  /**
   * The await whose outcome, changed by functions, is the outcome of this; this one itself if it
   * has its own.
   */
  AbstractAwait<?> origin() {
    return this;
  }

  @Override
  public final boolean cancel() {
    if (isDone()) {
      return false;
    }
    checkStack();
    return cancelOpen();
  }

  /** Cancels this, for which there was no outcome a moment ago; false if one came first. */
  boolean cancelOpen() {
    return giveUp(cancelled());
  }

  /** The failure if nobody waits for the answer any more. */
  public final AwaitCancelledException cancelled() {
    return new AwaitCancelledException("the wait for " + describe() + " was cancelled");
  }

  /** The failure if the runtime ends before the answer came. */
  public final AwaitCancelledException runtimeClosed() {
    return new AwaitCancelledException("the runtime was closed before " + describe() + " came");
  }

  // The timer.

  @Override
  protected void onTimer() {
    if (!isDone()) {
      timeIsUp();
    }
  }

  @Override
  protected void onClosed() {
    if (!isDone()) {
      runtimeEnds();
    }
  }

  /** Its time is up, and there is no outcome. */
  void timeIsUp() {
    throw new IllegalStateException("never scheduled");
  }

  /** The runtime ends, and there is no outcome. */
  void runtimeEnds() {
    completeFailed(runtimeClosed());
  }

  /** The failure if there was no outcome within {@code timeout}. */
  final AwaitTimeoutException tooLate(Duration timeout) {
    return new AwaitTimeoutException(describe() + " did not come within " + Timeouts.text(timeout));
  }

  // The end of the waiting.

  /**
   * The waiter whose completion is {@code own} waits no longer; null if it had not begun to.
   * Cancels this, unless others wait for it.
   *
   * @return false if this is decided already: then the caller must take its value, or give it back
   */
  public final boolean leave(@Nullable Completion<?> own) {
    return othersWait(own) || cancel();
  }

  /**
   * As {@link #leave}, for a waiter that takes nothing any more: a value that came is given back.
   */
  public final void abandon(@Nullable Completion<?> own) {
    if (!leave(own)) {
      onDoneAside((value, failure) -> {
        if (value != null) {
          giveBack();
        }
      });
    }
  }

  /** The {@link Waker} of {@code parking} among the completions; null if there is none. */
  final @Nullable Waker wakerOf(Parking parking) {
    if (stateAcquire() instanceof Chain last) {
      for (Chain chain = last; chain != null; chain = chain.later()) {
        if (chain.completion instanceof Waker waker && waker.isOf(parking)) {
          return waker;
        }
      }
    }
    return null;
  }

  final boolean othersWait(@Nullable Completion<?> own) {
    Object seen = stateAcquire();
    if (seen instanceof Chain last) {
      for (Chain chain = last; chain != null; chain = chain.later()) {
        if (chain.completion != own && chain.completion.waits()) {
          return true;
        }
      }
    }
    return false;
  }

  // What becomes of a value.

  /** Claims the value for the caller, who is about to use it; false if it was given back before. */
  public boolean take() {
    return true;
  }

  /**
   * Gives the value back, because the waiter it came for does not take it any more. Called only
   * once this has a value. No effect if it was taken.
   *
   * @return false if it cannot be given back, as most answers cannot
   */
  public boolean giveBack() {
    return false;
  }

  /** {@link #take} for values that can be given back: either this or {@link #reclaim} succeeds. */
  final boolean claim() {
    return FATE.compareAndSet(this, OPEN, TAKEN) || (byte) FATE.getAcquire(this) == TAKEN;
  }

  /**
   * {@link #giveBack} for values that can be given back: true once, and never if it was claimed.
   */
  final boolean reclaim() {
    return FATE.compareAndSet(this, OPEN, GIVEN_BACK);
  }

  // Waiting.

  /**
   * Waits until this is done. A wait that is interrupted or refused ends the await too, unless
   * others wait for it. If the answer comes in the same moment as the interrupt, it is returned and
   * the interrupt status is set.
   *
   * @throws AwaitException with the interrupt status set, if the thread is interrupted while it
   *     waits
   */
  @Override
  public final R join() {
    try {
      awaitDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AwaitException("interrupted while waiting for " + describe(), e);
    }
    return result();
  }

  /** Waits as {@link #join} does, without looking at the outcome. */
  public final void awaitDone() throws InterruptedException {
    AwaitHost host = hostOrNull();
    if (host != null) {
      Joining.await(this, host);
    }
  }

  @SuppressWarnings("unchecked") // what is done and not failed is a value
  private R result() {
    Object done = Objects.requireNonNull(stateAcquire(), "not done");
    if (done instanceof Failed failed) {
      throw anew(failed.failure);
    }
    if (!take()) {
      throw cancelled();
    }
    return (R) done;
  }

  /** The failure it is done with; null if it is pending or has a value. */
  public final @Nullable AwaitException failureOrNull() {
    return stateAcquire() instanceof Failed failed ? failed.failure : null;
  }

  /** The answer it is done with; null if it is pending or failed. */
  @SuppressWarnings("unchecked") // what is done and not failed is a value
  public final @Nullable R valueOrNull() {
    Object seen = stateAcquire();
    return isDone(seen) && !(seen instanceof Failed) ? (R) seen : null;
  }

  /**
   * Creates our own failures anew, so that the stack trace shows the thread that waited. The stored
   * one, with the trace of the thread that ended the wait, is the cause, or has the same cause.
   */
  private AwaitException anew(AwaitException failure) {
    return switch (failure) {
      case AwaitTimeoutException timeout ->
          caused(new AwaitTimeoutException(Texts.message(timeout)), timeout);
      case AwaitCancelledException end ->
          caused(new AwaitCancelledException(Texts.message(end)), end);
      case AwaitException given ->
          given.getClass() == AwaitException.class && given.getCause() != null
              ? new AwaitException(Texts.message(given), given.getCause())
              : given;
    };
  }

  private static AwaitException caused(AwaitException fresh, Throwable cause) {
    fresh.initCause(cause);
    return fresh;
  }

  // Composition.

  @Override
  public final <T> Await<T> map(Function<? super R, ? extends T> function) {
    return new MappedAwait<R, T>(this, Objects.requireNonNull(function, "function"));
  }

  @Override
  public final <T> Await<T> flatMap(Function<? super R, ? extends Await<? extends T>> function) {
    return new ComposedAwait<R, T>(this, Objects.requireNonNull(function, "function"), null);
  }

  @Override
  public final Await<R> recover(
      Function<? super Throwable, ? extends Await<? extends R>> function) {
    return new ComposedAwait<R, R>(this, null, Objects.requireNonNull(function, "function"));
  }

  @Override
  public final Await<R> orElse(R other) {
    Await<R> instead = CompletedAwait.of(Objects.requireNonNull(other, "other"));
    return recover(failure -> instead);
  }

  @Override
  public final Await<R> within(Duration timeout) {
    return WithinAwait.of(this, timeout);
  }

  @Override
  public final R join(Duration timeout) {
    return WithinAwait.of(this, timeout).join();
  }

  @Override
  public final void whenDone(BiConsumer<? super @Nullable R, ? super @Nullable Throwable> action) {
    Objects.requireNonNull(action, "action");
    onDoneAside(action::accept);
  }

  @Override
  public final CompletionStage<R> stage() {
    var future = new CompletableFuture<R>();
    var own =
        new Completion<R>() {
          @Override
          public void done(@Nullable R value, @Nullable Throwable failure) {
            if (failure != null) {
              future.completeExceptionally(failure);
            } else if (take()) {
              future.complete(value);
            } else {
              future.completeExceptionally(cancelled());
            }
          }

          @Override
          public void failed(Throwable failure) {
            future.completeExceptionally(failure);
          }

          @Override
          public boolean waits() {
            return !future.isDone();
          }
        };
    onDoneAside(own);
    if (!isDone()) {
      var _ =
          future.whenComplete((value, failure) -> {
            if (!isDone()) {
              abandon(own); // cancelled, or completed by its holder
            }
          });
    }
    return future;
  }

  @Override
  public final String toString() {
    Object seen = stateAcquire();
    String state =
        !isDone(seen)
            ? "pending"
            : seen instanceof Failed failed ? Texts.of(failed.failure) : "done";
    return describe() + ": " + state;
  }

  /**
   * Pairs with every compareAndSet of `state`: sees the value, and what its answerer did before.
   */
  private @Nullable Object stateAcquire() {
    return STATE.getAcquire(this);
  }

  /** The state of an await without an answer. */
  private record Failed(AwaitException failure, boolean givenUp) {}

  private static final VarHandle STATE;
  private static final VarHandle FATE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(AbstractAwait.class, "state", Object.class);
      FATE = lookup.findVarHandle(AbstractAwait.class, "fate", byte.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

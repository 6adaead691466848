package io.leanagentic.internal.await;

import io.leanagentic.Await;
import io.leanagentic.AwaitCancelledException;
import io.leanagentic.AwaitException;
import io.leanagentic.AwaitTimeoutException;
import io.leanagentic.internal.log.Log;
import io.leanagentic.internal.log.Texts;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Worker;
import io.leanagentic.internal.timer.TimerWheel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer to come: done at most once, with a value or a failure.
 *
 * @param <R> the answer
 */
public abstract sealed class AbstractAwait<R> extends TimerWheel.Entry
    implements Await<R>, Frame.Unfinished
    permits Answer, AllAwait, AnyAwait, CompletedAwait, MappedAwait, TimedAwait {
  /*
   * Structure
   *   One word says everything:
   *
   *     null -> Chain -> Chain -> ...      pending, and what is to happen then, the last one first
   *       \       \         \
   *        +-------+---------+--> value | Failed        done, for ever
   *
   *   Chain and Failed do not leave this package, so no user's value can be taken for one. It is a timer too, so that an await
   *   and its deadline are one object.
   *   It is longer than other classes, since all of it reads or changes this word or `fate`; how a thread waits is in Joining.
   *   Completions of the runtime's own that wake somebody run at once. Those that may be code of users, or make another await done,
   *   which may make another done, are Onward: they run aside, see there.
   *
   * Ordering
   *   `state` changes by compareAndSet only. The one that makes it done publishes the value and acquires the chain; a completion
   *   that comes later reads `done` with acquire and runs at once. As both are decided by the one word, none is lost and none
   *   runs twice. A joining thread is a completion that unparks.
   *
   * Invariants
   *   I1  of value, failure, timeout and cancel one wins                      AnswerTest.answerTimeoutAndCancelRaceForOneOutcome
   *   I2  each completion runs exactly once, outside any lock                 AnswerTest.completionsThatRaceWithTheAnswerRunOnce
   *   I3  completions present at the end run in the order they came           AnswerTest.completionsRunInOrder
   *   I4  what came for nobody is given back, once; what was taken is not      LostElementTest, InterruptedWaitTest
   *   I5  it ends with the last of those who wait for it                       LostElementTest.anAwaitThatOthersWaitForGoesOn
   *   I6  a chain of awaits of any length costs no stack                      MapChainTest.chainsOfEveryKindEndHoweverLongTheyAre
   *   I7  the stack of an agent that answers on a worker may end              SoeTest.whoCatchesAStackOverflowOfAnAnswerHasLeftNobodyWaiting
   */
  private static final byte OPEN = 0;
  private static final byte TAKEN = 1;
  private static final byte GIVEN_BACK = 2;

  private final @Nullable AwaitHost host;
  private @Nullable Object state;

  /**
   * The agent in whose turn this began, if it can hear of the outcome in its mailbox; once that has
   * come, in the agent's turn only, what became of it.
   */
  private @Nullable Object asker;

  /** Somebody was told, or was to be, when this was not done. Published with the outcome. */
  private boolean attended;

  /** Of a value that can be given back: whether somebody has it. Changes once, by compareAndSet. */
  private byte fate = OPEN;

  /** An await that is not done. Without a host it must be done before anybody joins it. */
  AbstractAwait(@Nullable AwaitHost host) {
    this.host = host;
  }

  /** Where it lives; null if it was done from the start. */
  final @Nullable AwaitHost hostOrNull() {
    return host;
  }

  // What it waits for, in words and for the detection of cycles.

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

  // Becoming done.

  /** Ends the wait with {@code value}, unless it is over. Returns whether it did. */
  protected final boolean complete(R value) {
    return finish(value);
  }

  /** Ends the wait with {@code failure}, unless it is over. Returns whether it did. */
  protected final boolean completeFailed(Throwable failure) {
    return finish(new Failed(failure));
  }

  private boolean finish(Object done) {
    Object whoAsked = asker; // before others see the outcome: then the agent may change it
    Worker worker = Worker.current();
    Object seen;
    do {
      seen = stateAcquire();
      if (isDone(seen)) {
        return false;
      }
    } while (!STATE.compareAndSet(this, seen, done));
    // From here on the stack may end at each call, and then none is possible.
    Aside rest = null;
    for (Aside last = (Chain) seen; last != null; ) { // turned round in place
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
      cancelTimer();
      while (rest != null && !(rest instanceof Onward)) {
        Aside later = rest.next;
        ((Chain) rest).work();
        rest = later;
      }
      if (rest != null) {
        runAside(rest);
      }
    } catch (StackOverflowError e) {
      if (worker == null) {
        throw e; // nobody can be told of what is left
      }
      Frame to = worker.frame;
      to.stranded =
          new @Nullable Object[] {this, to.stranded, unattended != null ? unattended : rest};
    }
    return true;
  }

  /** Does what {@link #finish} had left to do when the stack ended. */
  @Override
  public final void resume(@Nullable Object rest) {
    if (rest instanceof Asker unattended) {
      unattended.cameUnattended(this);
    }
    cancelTimer();
    if (rest instanceof Aside aside) {
      runAside(aside);
    }
  }

  /**
   * Runs {@code completion}, which only wakes somebody, once this is done: in the thread that ends
   * the wait, or here and now if it is over. What it throws is reported.
   */
  @SuppressWarnings("unchecked") // a completion of something wider than R takes an R
  public final void onDone(Completion<? super R> completion) {
    add(new Chain(this, (Completion<Object>) completion));
  }

  /**
   * As {@link #onDone}, for a completion that may be code of users, or make another await done:
   * besides the turn of the thread that ends the wait, or in another thread, or here and now.
   */
  @SuppressWarnings("unchecked") // a completion of something wider than R takes an R
  final void onDoneAside(Completion<? super R> completion) {
    add(new Onward(this, (Completion<Object>) completion));
  }

  private void add(Chain chain) {
    attended |= !isDone(); // before the chain is: whoever sees the outcome sees both
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

  /** Runs {@code completion}; what it throws is reported. */
  final void run(Completion<Object> completion) {
    try {
      tell(completion);
    } catch (Throwable failure) {
      failed(completion, failure);
    }
  }

  final void tell(Completion<Object> completion) {
    if (stateAcquire() instanceof Failed(var failure)) {
      completion.done(null, failure);
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
      // nobody is left to be told
    }
  }

  /** Waits if there is no memory: who waits for {@code completion} hears of it by nobody else. */
  private static void tellFailed(Completion<Object> completion, Throwable failure) {
    for (; ; ) {
      try {
        completion.failed(failure);
        return;
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      } catch (Throwable t) {
        return; // nobody is left to be told
      }
    }
  }

  /** Runs {@code action} of a user with the value that is here; what it throws is reported. */
  @SuppressWarnings("unchecked") // a completion of R takes an R
  final void guarded(Completion<R> action) {
    runAside(new Onward(this, (Completion<Object>) action));
  }

  /** This began in a turn of {@code agent}. Before anybody else sees this. */
  final void beganIn(@Nullable Object agent) {
    asker = agent;
  }

  /** The agent that hears of the outcome in its mailbox, or what it has made of that. */
  public final @Nullable Object asker() {
    return asker;
  }

  /** In the turn of the agent that hears of the outcome, once that is here. */
  public final void asker(Object outcome) {
    asker = outcome;
  }

  /**
   * The one, of those that this is a function of, whose outcome is or will be in the mailbox of the
   * agent that asked, as it came before anybody waited for it; null if there is none.
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

  /** Whose outcome this has, changed by functions; itself if it has one of its own. */
  AbstractAwait<?> origin() {
    return this;
  }

  @Override
  public boolean cancel() {
    return !isDone() && completeFailed(cancelled());
  }

  /** Why there is no answer if nobody waits for it any more. */
  public final AwaitCancelledException cancelled() {
    return new AwaitCancelledException("the wait for " + describe() + " was cancelled");
  }

  /** Why there is no answer if the runtime ends before it came. */
  final AwaitCancelledException runtimeClosed() {
    return new AwaitCancelledException("the runtime was closed before " + describe() + " came");
  }

  // The end of the waiting.

  /**
   * Whoever waited by {@code own} waits no longer; null if it had not begun to. Cancels this,
   * unless others wait for it.
   *
   * @return false if it is decided already: a value that is here, or about to be, is to be taken or
   *     to be given back
   */
  final boolean leave(@Nullable Completion<?> own) {
    return othersWait(own) || cancel();
  }

  /** As {@link #leave}, for who takes nothing any more: what came is given back. */
  public final void abandon(@Nullable Completion<?> own) {
    if (!leave(own)) {
      onDoneAside((value, failure) -> {
        if (value != null) {
          giveBack();
        }
      });
    }
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

  /** Claims the value for whoever is about to use it; false if it was given back before. */
  public boolean take() {
    return true;
  }

  /**
   * Gives the value back: it came for somebody who does not take it any more. Only once this has a
   * value. Without effect if somebody has taken it.
   *
   * @return false if it is nothing that can be given back, as most answers are not
   */
  public boolean giveBack() {
    return false;
  }

  /** {@link #take} for values that can be given back: of the two, one succeeds. */
  final boolean claim() {
    return FATE.compareAndSet(this, OPEN, TAKEN) || (byte) FATE.getAcquire(this) == TAKEN;
  }

  /** {@link #giveBack} for values that can be: true once, and never if it was claimed. */
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

  /** Waits as {@link #join} does, and does not look at the outcome. */
  public final void awaitDone() throws InterruptedException {
    AwaitHost host = this.host;
    if (host == null) {
      Joining.catchUp(this);
      return; // done from the start
    }
    Joining.await(this, host);
  }

  @SuppressWarnings("unchecked") // what is done and not failed is a value
  private R result() {
    Object done = Objects.requireNonNull(stateAcquire(), "not done");
    if (done instanceof Failed(var failure)) {
      throw asAwaitException(failure);
    }
    if (!take()) {
      throw cancelled();
    }
    return (R) done;
  }

  /** The failure it is done with; null if it is pending or has a value. */
  public final @Nullable Throwable failureOrNull() {
    return stateAcquire() instanceof Failed(var failure) ? failure : null;
  }

  /** The answer it is done with; null if it is pending or failed. */
  @SuppressWarnings("unchecked") // what is done and not failed is a value
  public final @Nullable R valueOrNull() {
    Object seen = stateAcquire();
    return isDone(seen) && !(seen instanceof Failed) ? (R) seen : null;
  }

  /**
   * Our own failures anew, so that the trace shows who waited; the stored one, with who ended the
   * wait, is the cause.
   */
  private AwaitException asAwaitException(Throwable failure) {
    return switch (failure) {
      case AwaitTimeoutException timeout ->
          caused(new AwaitTimeoutException(Texts.message(timeout)), timeout);
      case AwaitCancelledException end ->
          caused(new AwaitCancelledException(Texts.message(end)), end);
      case AwaitException given -> given;
      default -> new AwaitException(describe() + " failed with " + Texts.of(failure), failure);
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
  public final void whenDone(BiConsumer<? super @Nullable R, ? super @Nullable Throwable> action) {
    Objects.requireNonNull(action, "action");
    onDoneAside(action::accept);
  }

  @Override
  public final CompletionStage<R> stage() {
    var future = new CompletableFuture<R>();
    onDoneAside(
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
          public boolean waits() {
            return !future.isDone();
          }
        });
    return future.minimalCompletionStage();
  }

  @Override
  public final String toString() {
    Object seen = stateAcquire();
    String state =
        !isDone(seen)
            ? "pending"
            : seen instanceof Failed(var failure) ? Texts.of(failure) : "done";
    return describe() + ": " + state;
  }

  /**
   * Pairs with every compareAndSet of `state`: sees the value, and what its answerer did before.
   */
  private @Nullable Object stateAcquire() {
    return STATE.getAcquire(this);
  }

  /** The state of an await without an answer. */
  private record Failed(Throwable failure) {}

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

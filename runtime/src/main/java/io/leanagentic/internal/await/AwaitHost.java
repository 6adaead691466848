package io.leanagentic.internal.await;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.timer.TimerWheel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What awaits and channels need from the runtime. Any thread may call any method. */
public interface AwaitHost {

  /** Keeps the deadlines. */
  TimerWheel timers();

  /**
   * Reports an answer, or a failure given as one, that came too late, was not the first, or is not
   * taken any more.
   */
  void lateReply(Object answer);

  /**
   * The calling thread is about to do something that may wait, even if it will not have to.
   *
   * @param what what it is about to do, for the error text: {@code "join an await"}
   * @throws IllegalStateException in a handler agent's turn, whose thread must not wait
   */
  void beforeBlocking(String what);

  /**
   * The calling thread is about to wait for {@code await}, which is not done. A runtime that is
   * driven step by step may complete it in here.
   *
   * @throws AwaitCycleException if that would close a cycle
   */
  void beforeJoin(AbstractAwait<?> await);

  /** The calling thread waits no longer. Called once for each {@link #beforeJoin} that returned. */
  void afterJoin(AbstractAwait<?> await);

  /**
   * What {@code promise} depends on has become known, or has changed: its waiters may now wait in
   * vain.
   */
  default void needsChanged(PromisedAnswer<?> promise) {}

  /** The frame of the turn that the calling thread runs, or null. */
  default @Nullable Frame frame() {
    return null;
  }

  /** The agent whose turn {@code frame} is, if it is a handler agent; otherwise null. */
  default @Nullable Asker asker(Frame frame) {
    return null;
  }

  /**
   * Makes {@code action} ready to run in a turn of the agent whose turn the calling thread runs:
   * soon after the result is run, by any thread. Null outside of turns.
   */
  default @Nullable Runnable inTurn(Runnable action) {
    return null;
  }

  /** The mailbox of the loop agent whose thread calls this; null elsewhere. */
  default @Nullable Inbox inbox() {
    return null;
  }

  /**
   * A callback threw {@code failure}, which nothing else handles.
   *
   * @param what which callback it was, in words
   */
  void callbackFailed(Supplier<String> what, Throwable failure);

  /**
   * Runs completions that may run users' code: aside in the calling thread, or in another thread if
   * the whole runtime depends on the calling one.
   */
  default void runAside(Aside completions) {
    if (ServiceThread.isCurrent()) {
      Thread.startVirtualThread(() -> Aside.run(completions));
    } else {
      Aside.run(completions);
    }
  }

  /** Something is done that {@code agent}, if it is one, may notice; for a stepper. */
  default void touched(@Nullable Object agent) {}

  /** The pairs of the calling thread, of its turn or its scope; null if there are none. */
  default @Nullable Pairs pairsHere() {
    return null;
  }

  /** Runs {@code action} with {@code pairs}, which are null for none, in the calling thread. */
  default <R, X extends Throwable> R carrying(
      @Nullable Pairs pairs, ScopedValue.CallableOp<? extends R, X> action) throws X {
    return action.call();
  }

  /** The source of random choices for the calling thread. */
  default RandomGenerator random() {
    return ThreadLocalRandom.current();
  }
}

package io.leanagentic.internal.await;

import io.leanagentic.AwaitCycleException;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.timer.TimerWheel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What awaits and channels need from the runtime. Any thread may call any method. */
public interface AwaitHost {

  /** Where deadlines are kept. */
  TimerWheel timers();

  /**
   * An answer, or a failure given as one, that came too late, was not the first, or that nobody
   * takes any more.
   */
  void lateReply(Object answer);

  /**
   * The calling thread is about to do something that may wait, whether or not it will have to.
   *
   * @param what what it does, for the message: {@code "join an await"}
   * @throws IllegalStateException in a handler agent's turn, whose thread must not wait
   */
  void beforeBlocking(String what);

  /**
   * The calling thread is about to wait for {@code await}, which is not done. A runtime that is
   * driven step by step may make it done in here.
   *
   * @throws AwaitCycleException if that would close a cycle
   */
  void beforeJoin(AbstractAwait<?> await);

  /** The calling thread waits no longer. Called once for each {@link #beforeJoin} that returned. */
  void afterJoin(AbstractAwait<?> await);

  /** What {@code promise} depends on is known now, or is another: who waits may wait in vain. */
  default void needsChanged(PromisedAnswer<?> promise) {}

  /** The agent in whose turn the calling thread is, if it handles messages one by one. */
  default @Nullable Asker asker() {
    return null;
  }

  /**
   * A callback threw {@code failure}, for which nobody else is responsible.
   *
   * @param what it was, in words
   */
  void callbackFailed(Supplier<String> what, Throwable failure);

  /**
   * Runs completions that may be code of users: in the calling thread, besides its turn, or in
   * another if the whole runtime depends on the calling one.
   */
  default void runAside(Aside completions) {
    if (ServiceThread.isCurrent()) {
      Thread.startVirtualThread(() -> Aside.run(completions));
    } else {
      Aside.run(completions);
    }
  }

  /** For random choices of the calling thread. */
  default RandomGenerator random() {
    return ThreadLocalRandom.current();
  }
}

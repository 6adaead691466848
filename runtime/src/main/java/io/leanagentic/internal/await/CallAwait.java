package io.leanagentic.internal.await;

import io.leanagentic.internal.timer.TimerWheel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a callable returns, which runs on a thread of its own. It is told to stop by an interrupt;
 * one that goes on all the same is reported.
 *
 * @param <R> the answer
 */
public final class CallAwait<R> extends OutsideAwait<R> implements Runnable {
  /*
   * Ordering
   *   The gate guards `runner`: an interrupt meets the callable, or nothing. So the thread is never interrupted for
   *   this when it runs other code, and a callable that was cancelled before it began does not begin.
   *
   * Invariants
   *   I1  a cancel before the start runs nothing                         CallTest.aCallThatIsCancelledBeforeItBeginsDoesNot
   *   I2  who ignores the interrupt delays nobody and is reported        CallTest.aCallThatIgnoresItsInterruptIsReported
   */
  private static final long GRACE_NANOS = 1_000_000_000L;

  private final Callable<? extends R> callable;
  private final Object gate = new Object();
  private @Nullable Thread runner; // guarded by the gate
  private boolean interrupted; // guarded by the gate

  private CallAwait(AwaitHost host, Callable<? extends R> callable, Duration timeout) {
    super(host, timeout);
    this.callable = callable;
  }

  /** Begins to wait; the caller starts a thread that runs it. */
  public static <R> CallAwait<R> of(
      AwaitHost host, Callable<? extends R> callable, Duration timeout) {
    var call = new CallAwait<R>(host, Objects.requireNonNull(callable, "callable"), timeout);
    call.begin();
    return call;
  }

  /** There is no thread for it. */
  public void cannotRun(Throwable why) {
    completeFailed(why);
  }

  @Override
  public void run() {
    synchronized (gate) {
      if (isDone()) {
        return;
      }
      runner = Thread.currentThread();
    }
    try {
      answered(notNull(callable.call(), "what the callable returned"));
    } catch (Throwable failure) {
      completeFailed(failure); // if it is over, the failure is what comes of the interrupt
    } finally {
      synchronized (gate) {
        runner = null;
        if (interrupted) {
          Thread.interrupted(); // it was for the callable
        }
      }
    }
  }

  @Override
  void stop() {
    synchronized (gate) {
      if (runner == null) {
        return;
      }
      interrupted = true;
      runner.interrupt();
    }
    host.timers().schedule(new Overdue(), GRACE_NANOS);
  }

  /** Looks whether the callable has obeyed. */
  private final class Overdue extends TimerWheel.Entry {
    @Override
    protected void onTimer() {
      StackTraceElement[] stack;
      synchronized (gate) {
        if (runner == null) {
          return;
        }
        stack = runner.getStackTrace();
      }
      var where = new IllegalStateException("it is still here:");
      where.setStackTrace(stack);
      host.callbackFailed(
          () -> "a callable goes on a second after it was interrupted because nobody waits for it",
          where);
    }
  }

  @Override
  public String describe() {
    return "the result of a call";
  }
}

package io.leanagentic.internal.await;

import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * A wait for something that can be given to one waiting end only. A wait that ends without it must
 * first be withdrawn, under the lock of the giver. Either the thread that withdraws it or the one
 * that gives completes it, so the two never compete.
 *
 * @param <R> the answer
 */
public abstract non-sealed class TimedAwait<R> extends AbstractAwait<R> {
  private final AwaitHost host;
  private long nanos;

  /** An await that is not done and has no deadline yet. */
  protected TimedAwait(AwaitHost host) {
    super(host);
    this.host = host;
  }

  /**
   * Sets the deadline. Called once this can be withdrawn.
   *
   * @param nanos more than zero; {@link Long#MAX_VALUE} for none
   */
  protected final void startTimer(long nanos) {
    if (nanos == Long.MAX_VALUE || isDone()) {
      return;
    }
    this.nanos = nanos;
    host.timers().schedule(this, nanos);
    // Completing makes it done, then looks for a timer; this makes a timer, then checks whether it
    // is done. Both have a full fence between the two steps (there, the compareAndSet), so at least
    // one sees the other, and no timer outlives its await.
    VarHandle.fullFence();
    if (isDone()) {
      cancelTimer();
    }
  }

  /**
   * Makes sure that nothing will be given to this await. False if something was given, or if it was
   * withdrawn before.
   */
  public abstract boolean withdraw();

  @Override
  final boolean cancelOpen() {
    return withdraw() && completeFailed(cancelled());
  }

  @Override
  public final boolean take() {
    return claim();
  }

  @Override
  public final boolean giveBack() {
    R value = valueOrNull();
    if (value != null && reclaim()) {
      putBack(value);
    }
    return true;
  }

  /** Puts {@code value} back to where it came from, for the next waiting end. */
  protected abstract void putBack(R value);

  @Override
  protected final void onClosed() {
    if (withdraw()) {
      completeFailed(runtimeClosed());
    }
  }

  @Override
  protected final void onTimer() {
    if (withdraw()) {
      completeFailed(tooLate(Duration.ofNanos(nanos)));
    }
  }
}

package io.leanagentic.internal.await;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of another await, if it comes within a time of its own. When the time is over it lets
 * go of the other one.
 *
 * @param <R> the answer
 */
final class WithinAwait<R> extends LinkAwait<R> implements Completion<R> {
  private final AbstractAwait<R> source;
  private final Duration timeout;

  private WithinAwait(AbstractAwait<R> source, AwaitHost host, Duration timeout) {
    super(host);
    this.source = source;
    this.timeout = timeout;
    host.timers().scheduleTimeout(this, Timeouts.positive(timeout)); // last: it may fire now
  }

  static <R> AbstractAwait<R> of(AbstractAwait<R> source, Duration timeout) {
    Timeouts.positive(timeout);
    AwaitHost host = source.hostOrNull();
    if (host == null) {
      return source; // done from the start
    }
    var within = new WithinAwait<>(source, host, timeout);
    source.onDoneAside(within);
    return within;
  }

  @Override
  public void done(@Nullable R value, @Nullable Throwable failure) {
    pass(value, failure);
  }

  @Override
  public void failed(Throwable failure) {
    completeFailed(failure);
  }

  @Override
  public boolean waits() {
    return !isDone();
  }

  @Override
  AbstractAwait<R> following() {
    return source;
  }

  @Override
  Completion<R> in(AbstractAwait<?> followed) {
    return this;
  }

  @Override
  void timeIsUp() {
    endWith(tooLate(timeout), cancelled());
  }
}

package io.leanagentic.internal.await;

import io.leanagentic.AwaitTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of another await, if it comes within a time of its own. When the time is over it lets
 * go of the other one.
 *
 * @param <R> the answer
 */
final class WithinAwait<R> extends AbstractAwait<R> implements Completion<R> {
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
    if (value != null) {
      complete(value);
    } else {
      completeFailed(failure == null ? new NullPointerException("no answer") : failure);
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

  AbstractAwait<R> source() {
    return source;
  }

  private boolean endWith(Throwable failure) {
    boolean ended = completeFailed(failure);
    if (ended) {
      Awaits.letGo(this, cancelled());
    }
    return ended;
  }

  @Override
  public boolean cancel() {
    return !isDone() && endWith(cancelled());
  }

  @Override
  protected void onTimer() {
    if (isDone()) {
      resumeIfCutOff();
    } else {
      endWith(
          new AwaitTimeoutException(describe() + " did not come within " + Timeouts.text(timeout)));
    }
  }

  @Override
  protected void onClosed() {
    if (isDone()) {
      resumeIfCutOff();
    } else {
      completeFailed(runtimeClosed());
    }
  }

  @Override
  AbstractAwait<?> origin() {
    return Awaits.originOf(this);
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
  public List<AbstractAwait<?>> sources() {
    return List.of(source);
  }

  @Override
  public String describe() {
    return origin().describe();
  }
}

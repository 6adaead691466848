package io.leanagentic.internal.await;

import java.time.Duration;

/** A time that passes; its answer is how long it was. */
public final class DelayAwait extends AbstractAwait<Duration> {
  private final Duration delay;

  private DelayAwait(AwaitHost host, Duration delay) {
    super(host);
    this.delay = delay;
  }

  /** Begins now. */
  public static AbstractAwait<Duration> of(AwaitHost host, Duration delay) {
    long nanos = Timeouts.orZero("delay", delay);
    if (nanos == 0) {
      return CompletedAwait.of(delay);
    }
    var await = new DelayAwait(host, delay);
    await.asEvent(); // to close a runtime does not take as long as its delays
    host.timers().scheduleTimeout(await, nanos);
    return await;
  }

  @Override
  void timeIsUp() {
    complete(delay);
  }

  @Override
  public String describe() {
    return "the end of a delay of " + Timeouts.text(delay);
  }
}

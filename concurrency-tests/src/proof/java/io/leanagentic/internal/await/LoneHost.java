package io.leanagentic.internal.await;

import io.leanagentic.internal.timer.TimerWheel;
import io.leanagentic.spi.Clock;
import java.util.function.Supplier;

/** A host without a runtime, whose timers never fire. */
public final class LoneHost implements AwaitHost {
  private final TimerWheel timers = new TimerWheel(Clock.system(), 1 << 20, 64);

  @Override
  public TimerWheel timers() {
    return timers;
  }

  @Override
  public void lateReply(Object answer) {}

  @Override
  public void callbackFailed(Supplier<String> what, Throwable failure) {
    throw new AssertionError(what.get(), failure);
  }

  @Override
  public void beforeBlocking(String what) {}

  @Override
  public void beforeJoin(AbstractAwait<?> await) {}

  @Override
  public void afterJoin(AbstractAwait<?> await) {}
}

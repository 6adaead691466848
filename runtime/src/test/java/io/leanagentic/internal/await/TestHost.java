package io.leanagentic.internal.await;

import io.leanagentic.internal.timer.TimerThread;
import io.leanagentic.internal.timer.TimerWheel;
import io.leanagentic.spi.Clock;
import io.leanagentic.testing.ManualClock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A host without a runtime: a wheel with a clock that is moved by hand, or that runs with the
 * machine's.
 */
public final class TestHost implements AwaitHost, AutoCloseable {
  private final ManualClock clock = new ManualClock(1234);
  private final TimerWheel timers;
  private final @Nullable TimerThread driver;
  private final RandomGenerator random = new Random(42);

  /** What completions threw. */
  public final List<Throwable> failed = new CopyOnWriteArrayList<>();

  public final List<Object> late = new CopyOnWriteArrayList<>();
  public final AtomicInteger joining = new AtomicInteger();
  public final AtomicInteger joins = new AtomicInteger();

  /** What is logged when a test wants to see that it is; without a trace, to keep the log short. */
  public static final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a trace. */
    public OnPurpose() {
      super("thrown on purpose by a test", null, false, false);
    }
  }

  /** Whether the next check finds itself in a handler agent's turn. */
  public volatile boolean inTurn;

  /** Runs in the joining thread before it waits. */
  public volatile Runnable whenJoinBegins = () -> {};

  /** Runs in the joining thread after it waited. */
  public volatile Runnable whenJoinEnds = () -> {};

  private TestHost(boolean manual) {
    timers = new TimerWheel(manual ? clock : Clock.system(), 1 << 20, 64);
    driver = manual ? null : TimerThread.start(timers, "timers");
  }

  /** Time stands still until {@link #advance}. */
  public static TestHost withManualClock() {
    return new TestHost(true);
  }

  /** Time runs. */
  public static TestHost withRunningClock() {
    return new TestHost(false);
  }

  /** Moves the time on and fires what is due. */
  public void advance(long nanos) {
    clock.advance(nanos);
    timers.fireDue();
  }

  /** Returns once some thread is in a join. */
  public void awaitJoining(int threads) {
    while (joining.get() < threads) {
      Thread.onSpinWait();
    }
  }

  @Override
  public TimerWheel timers() {
    return timers;
  }

  @Override
  public void lateReply(Object answer) {
    late.add(answer);
  }

  @Override
  public void callbackFailed(Supplier<String> what, Throwable failure) {
    failed.add(failure);
  }

  @Override
  public void beforeBlocking(String what) {
    if (inTurn) {
      throw new IllegalStateException("A handler agent must not " + what + " in its turn");
    }
  }

  @Override
  public void beforeJoin(AbstractAwait<?> await) {
    joins.incrementAndGet();
    joining.incrementAndGet();
    whenJoinBegins.run();
  }

  @Override
  public void afterJoin(AbstractAwait<?> await) {
    joining.decrementAndGet();
    whenJoinEnds.run();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void close() {
    if (driver != null) {
      driver.close();
    }
  }
}

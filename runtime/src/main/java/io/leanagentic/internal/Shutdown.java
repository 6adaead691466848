package io.leanagentic.internal;

import io.leanagentic.ShutdownReport;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.timer.TimerThread;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends a runtime: refuses messages from outside, waits until nothing runs, stops agents from the
 * roots down, and aborts what is left.
 */
final class Shutdown {
  private static final int MOST_NAMED = 100;
  private static final long GRACE_NANOS = 500_000_000; // for aborted agents to leave their turns
  private static final long PATIENCE_NANOS = 1_500_000_000; // for threads to end
  private static final Duration THREAD_END = Duration.ofMillis(500);
  private static final long POLL_NANOS = 200_000;

  private final RuntimeCore core;
  private final Consumer<Thread> starter;
  private volatile boolean begun;
  private volatile boolean aborted;
  private volatile boolean hurried;
  private volatile long lettersBefore;
  private @Nullable FutureTask<ShutdownReport> ending;

  Shutdown(RuntimeCore core, Consumer<Thread> starter) {
    this.core = core;
    this.starter = starter;
  }

  boolean aborted() {
    return aborted;
  }

  boolean begun() {
    return begun;
  }

  ShutdownReport close(Duration deadline) {
    if (Objects.requireNonNull(deadline, "deadline").isNegative()) {
      throw new IllegalArgumentException("deadline is " + deadline + "; allowed: zero or more");
    }
    checkCaller("close");
    return end(deadline, false);
  }

  ShutdownReport abort() {
    checkCaller("abort");
    aborted = true; // before the lock: a close that drains now gives up
    return end(Duration.ZERO, true);
  }

  private void checkCaller(String what) {
    Frame frame = core.frame();
    if (frame != null) {
      throw new IllegalStateException(
          frame.current()
              + " cannot "
              + what
              + " the runtime in its turn, which would wait for itself; let another thread do it");
    }
    core.beforeBlocking(what + " a runtime");
  }

  /**
   * Ends the runtime in a thread of its own, because listeners, loggers and callbacks are called
   * meanwhile, and waits for it a little longer than the deadline, whatever they do.
   */
  private ShutdownReport end(Duration deadline, boolean atOnce) {
    long from = System.nanoTime();
    long limit =
        deadline.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE / 4 : deadline.toNanos();
    var mine = new FutureTask<>(() -> end(from, limit, atOnce));
    FutureTask<ShutdownReport> task = beginOrJoin(mine);
    if (task == mine && (core.isStepped() || !startThread(mine))) {
      mine.run();
    }
    boolean interrupted = false;
    try {
      for (long until = from + limit + GRACE_NANOS + PATIENCE_NANOS; ; ) {
        try {
          return task.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          hurried = true; // an interrupt means: end now
          until = Math.min(until, System.nanoTime() + PATIENCE_NANOS);
        } catch (TimeoutException e) {
          return report(false, from, core.rootAgents().all());
        } catch (ExecutionException e) {
          throw new IllegalStateException("the runtime could not be closed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs {@code body} in a thread of the runtime's own; false if none can be started. */
  private boolean startThread(Runnable body) {
    try {
      starter.accept(new ServiceThread("lean-agentic-shutdown", body));
      return true;
    } catch (Throwable t) {
      return false;
    }
  }

  private synchronized FutureTask<ShutdownReport> beginOrJoin(FutureTask<ShutdownReport> mine) {
    FutureTask<ShutdownReport> begun = ending;
    if (begun != null) {
      return begun;
    }
    ending = mine;
    return mine;
  }

  private ShutdownReport end(long from, long limit, boolean atOnce) {
    lettersBefore = core.reports().deadLetterCount();
    long lostBefore = core.reports().lost.sum();
    core.closeIntake();
    if (!atOnce) {
      // Agents may still signal each other, and spawn: half of the time is for that, the other half
      // for stopping.
      await(() -> aborted || isQuietTwice(), limit / 2);
    }
    begun = true;
    core.rootAgents().close();
    if (!atOnce) {
      core.rootAgents().all().forEach(AgentCell::stop);
      await(() -> aborted || core.rootAgents().isEmpty(), from + limit - System.nanoTime());
    }
    List<AgentCell<?>> left = core.rootAgents().all();
    left.forEach(AgentCell::abort);
    await(() -> core.rootAgents().isEmpty(), GRACE_NANOS);
    endThreads();
    boolean nothingLost = core.reports().lost.sum() == lostBefore;
    ShutdownReport report = report(left.isEmpty() && nothingLost, from, left);
    if (!left.isEmpty() && !atOnce) {
      core.reports().log("closed with agents that had not ended: " + report);
    }
    await(core.elsewhere()::isDone, GRACE_NANOS); // callbacks and log lines caused here
    return report;
  }

  private ShutdownReport report(boolean drained, long from, List<AgentCell<?>> left) {
    return new ShutdownReport(
        drained,
        Duration.ofNanos(System.nanoTime() - from),
        left.stream().limit(MOST_NAMED).map(AgentCell::path).toList(),
        core.reports().deadLetterCount() - lettersBefore);
  }

  /** Whether nothing runs and nothing waits, now and a moment ago. */
  private boolean isQuietTwice() {
    if (core.isStepped()) {
      long before = core.clock().nanoTime();
      boolean nothingWasReady = !core.step() || core.clock().nanoTime() != before;
      return nothingWasReady && core.isQuiet();
    }
    if (!core.isQuiet()) {
      return false;
    }
    long turns = core.metrics().turns();
    LockSupport.parkNanos(this, POLL_NANOS / 4);
    return core.isQuiet() && core.metrics().turns() == turns;
  }

  /** Waits no longer than {@code nanos}, by the runtime's clock and by the machine's. */
  private void await(BooleanSupplier condition, long nanos) {
    long from = System.nanoTime();
    long clockFrom = core.clock().nanoTime();
    while (!hurried
        && System.nanoTime() - from < nanos
        && core.clock().nanoTime() - clockFrom < nanos
        && !condition.getAsBoolean()) {
      if (!core.step()) {
        LockSupport.parkNanos(this, POLL_NANOS);
      }
      if (Thread.currentThread().isInterrupted()) {
        hurried = true;
      }
    }
  }

  private void endThreads() {
    var scheduler = core.scheduler();
    if (scheduler != null) {
      scheduler.stop();
      try {
        scheduler.awaitStop(THREAD_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    TimerThread timers = core.timerThread();
    if (timers != null) {
      timers.close(THREAD_END);
    }
    core.timers().close(); // ends what still waits for an answer
  }
}

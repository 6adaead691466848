package io.leanagentic.internal;

import io.leanagentic.ShutdownReport;
import io.leanagentic.internal.cell.Cell;
import io.leanagentic.internal.timer.TimerThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a runtime ends: no more from outside, then quiet, then stop from the roots down, then abort
 * what is left.
 */
final class Shutdown {
  private static final int MOST_NAMED = 100;
  private static final long GRACE_NANOS = 500_000_000; // for aborted agents to leave their turns
  private static final long POLL_NANOS = 200_000;

  private final RuntimeCore core;
  private volatile boolean begun;
  private @Nullable ShutdownReport report;

  Shutdown(RuntimeCore core) {
    this.core = core;
  }

  boolean begun() {
    return begun;
  }

  ShutdownReport close(Duration deadline) {
    core.beforeBlocking("close the runtime");
    return end(deadline, false);
  }

  ShutdownReport abort() {
    core.beforeBlocking("abort the runtime");
    return end(Duration.ZERO, true);
  }

  private synchronized ShutdownReport end(Duration deadline, boolean atOnce) {
    if (report != null) {
      return report;
    }
    long from = System.nanoTime();
    long limit =
        deadline.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE / 4 : deadline.toNanos();
    long until = from + limit;
    long lettersBefore = core.reports().deadLetterCount();
    core.closeIntake();
    if (!atOnce) {
      // Agents may still talk to each other, and spawn: half of the time is theirs, the other half
      // is for stopping.
      await(this::isQuietTwice, from + limit / 2);
    }
    begun = true;
    if (!atOnce) {
      core.rootCells().forEach(Cell::stop);
      await(() -> core.rootCells().isEmpty(), until);
    }
    List<Cell<?>> left = core.rootCells();
    var names = new ArrayList<String>();
    left.stream().limit(MOST_NAMED).forEach(cell -> names.add(cell.path()));
    left.forEach(Cell::abort);
    await(() -> core.rootCells().isEmpty(), System.nanoTime() + GRACE_NANOS);
    endThreads();
    report =
        new ShutdownReport(
            left.isEmpty() || (atOnce && core.rootCells().isEmpty()),
            Duration.ofNanos(System.nanoTime() - from),
            List.copyOf(names),
            core.reports().deadLetterCount() - lettersBefore);
    if (!names.isEmpty() && !atOnce) {
      core.log("closed with agents that had not ended: " + report);
    }
    return report;
  }

  /** Nothing runs and nothing waits, and it stayed so for a moment. */
  private boolean isQuietTwice() {
    if (!core.isQuiet()) {
      return false;
    }
    long turns = core.metrics().turns();
    LockSupport.parkNanos(this, POLL_NANOS / 4);
    return core.isQuiet() && core.metrics().turns() == turns;
  }

  private void await(BooleanSupplier condition, long until) {
    boolean interrupted = false;
    while (!condition.getAsBoolean() && until - System.nanoTime() > 0) {
      if (!core.step()) {
        LockSupport.parkNanos(this, POLL_NANOS);
      }
      if (Thread.interrupted()) {
        interrupted = true;
        break; // whoever interrupts wants it to end now
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void endThreads() {
    var scheduler = core.scheduler();
    if (scheduler != null) {
      scheduler.stop();
      try {
        scheduler.awaitStop(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    TimerThread timers = core.timerThread();
    if (timers != null) {
      timers.close();
    }
  }
}

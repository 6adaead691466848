package io.leanagentic.internal;

import io.leanagentic.ShutdownReport;
import io.leanagentic.internal.cell.Cell;
import io.leanagentic.internal.scheduler.Frame;
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
  private volatile boolean aborted;
  private @Nullable ShutdownReport report;

  Shutdown(RuntimeCore core) {
    this.core = core;
  }

  boolean aborted() {
    return aborted;
  }

  boolean begun() {
    return begun;
  }

  ShutdownReport close(Duration deadline) {
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

  private synchronized ShutdownReport end(Duration deadline, boolean atOnce) {
    if (report != null) {
      return report;
    }
    long from = System.nanoTime();
    long limit =
        deadline.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE / 4 : deadline.toNanos();
    long lettersBefore = core.reports().deadLetterCount();
    core.closeIntake();
    if (!atOnce) {
      // Agents may still talk to each other, and spawn: half of the time is theirs, the other half
      // is for stopping.
      await(() -> aborted || isQuietTwice(), limit / 2);
    }
    begun = true;
    if (!atOnce) {
      core.rootCells().forEach(Cell::stop);
      await(() -> aborted || !core.hasRoots(), from + limit - System.nanoTime());
    }
    List<Cell<?>> left = core.rootCells();
    var names = new ArrayList<String>();
    left.stream().limit(MOST_NAMED).forEach(cell -> names.add(cell.path()));
    left.forEach(Cell::abort);
    await(() -> !core.hasRoots(), GRACE_NANOS);
    endThreads();
    report =
        new ShutdownReport(
            left.isEmpty(),
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
    boolean interrupted = false;
    long from = System.nanoTime();
    long clockFrom = core.clock().nanoTime();
    while (System.nanoTime() - from < nanos
        && core.clock().nanoTime() - clockFrom < nanos
        && !condition.getAsBoolean()) {
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
    core.timers().close(); // ends what still waits for an answer
  }
}

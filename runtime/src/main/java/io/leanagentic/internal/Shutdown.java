package io.leanagentic.internal;

import io.leanagentic.ShutdownReport;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.agent.RootAgents;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.log.Texts;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.timer.TimerThread;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Ends a runtime: lets it finish what was begun, stops agents from the roots down, aborts. */
final class Shutdown {
  /*
   * Structure
   *   0          drains: agents work, and wait for answers         limit - half of it, or - 1 s
   *              stops them, roots first                           limit - a tenth, or - 100 ms
   *              aborts and interrupts those that are left         limit + 20 ms
   *              reports
   *              ends timers, and when no agent is left, workers
   *
   *   This runs in a thread of its own, because listeners, loggers and callbacks are called meanwhile. The caller
   *   waits until there is a report, but no longer than the limit and a little more, whatever that thread meets.
   *
   *   A runtime is drained when it is quiet and no agent waits for the end of work that was begun (AbstractAwait.
   *   endsWork). Agents that wait are found once by a walk over all, then only they are looked at, until none of them
   *   waits; then follows another walk.
   *
   * Invariants
   *   S1  what was begun is finished, if there is time         ShutdownWaitsTest.bothKindsOfWaitsAreFinished
   *   S2  what was not is counted, and its agent is told       ShutdownWaitsTest.waitsThatAreCutShortAreToldAndCounted
   *   S3  no user code keeps the caller beyond the deadline    ShutdownDeadlineTest
   */
  private static final int MOST_NAMED = 100;
  private static final long MOST_TO_STOP_NANOS = 1_000_000_000;
  private static final long MOST_TO_ABORT_NANOS = 100_000_000;
  private static final long GRACE_NANOS = 20_000_000; // beyond the deadline
  private static final long CALLER_GRACE_NANOS = 30_000_000;
  private static final long SOON_NANOS = 500_000_000; // for what should take no time
  private static final Duration THREAD_END = Duration.ofMillis(500);
  private static final long POLL_NANOS = 200_000;
  private static final long LEFT_BEHIND_NANOS = 5_000_000;

  private final RuntimeCore core;
  private final Consumer<Thread> starter;
  private final Unfinished unfinished = new Unfinished(MOST_NAMED);
  private final CompletableFuture<ShutdownReport> reported = new CompletableFuture<>();
  private final CompletableFuture<Void> threadsEnded = new CompletableFuture<>();
  private boolean asked; // under the lock of this object
  private volatile boolean begun;
  private volatile boolean aborted;
  private volatile boolean hurried;
  private volatile long lettersBefore;
  private volatile long lostBefore;
  private volatile long from;

  /** Roots that had not ended when they were aborted; the caller may report them first. */
  private volatile List<AgentCell<?>> left = List.of();

  private List<AgentCell<?>> waiting = List.of(); // in the thread that ends the runtime

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

  /** A wait for the end of work that was begun is cut short. */
  void unfinished(AgentCell<?> cell, AbstractAwait<?> await) {
    unfinished.add(cell, await);
  }

  ShutdownReport close(Duration deadline) {
    long limit = nanos("deadline", deadline);
    checkCaller("close");
    return end(limit, limit + GRACE_NANOS, limit + CALLER_GRACE_NANOS);
  }

  ShutdownReport abort() {
    checkCaller("abort");
    aborted = true; // before the lock: a close that drains now gives up
    return end(0, SOON_NANOS, 2 * SOON_NANOS);
  }

  /** Waits until nothing of the runtime runs any more; false if it does after {@code timeout}. */
  boolean awaitTermination(Duration timeout) throws InterruptedException {
    long nanos = nanos("timeout", timeout);
    checkCaller("wait for the end of");
    long start = System.nanoTime();
    try {
      reported.get(nanos, TimeUnit.NANOSECONDS);
      threadsEnded.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
      return core.rootAgents().isEmpty();
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the runtime could not be closed", e.getCause());
    }
  }

  private static long nanos(String what, Duration time) {
    if (Objects.requireNonNull(time, what).isNegative()) {
      throw new IllegalArgumentException(what + " is " + time + "; allowed: zero or more");
    }
    return time.compareTo(Duration.ofDays(365)) > 0 ? Long.MAX_VALUE / 4 : time.toNanos();
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

  /** Begins to end the runtime, if nobody has, and waits for the report. */
  private ShutdownReport end(long limit, long hardLimit, long callerLimit) {
    long now = System.nanoTime();
    if (isFirst(now)) {
      if (core.isStepped() || !startThread(() -> end(limit, hardLimit, true))) {
        end(limit, hardLimit, false);
      }
    }
    boolean interrupted = false;
    try {
      for (long until = now + callerLimit; ; ) {
        try {
          return reported.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
          hurried = true; // an interrupt means: end now
          until = Math.min(until, System.nanoTime() + 2 * SOON_NANOS);
        } catch (TimeoutException e) {
          List<AgentCell<?>> known = left;
          return report(false, known.isEmpty() ? core.rootAgents().all() : known);
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

  private synchronized boolean isFirst(long now) {
    if (asked) {
      return false;
    }
    asked = true;
    from = now;
    lettersBefore = core.reports().deadLetterCount();
    lostBefore = core.reports().lost.sum();
    return true;
  }

  /** Ends agents and threads; {@code patiently}: also if it takes as long as code left behind. */
  private void end(long limit, long hardLimit, boolean patiently) {
    try {
      endAgents(limit, hardLimit);
    } catch (Throwable t) {
      reported.completeExceptionally(t);
    } finally {
      endTimers();
      while (patiently && !core.rootAgents().isEmpty()) { // their ends need the workers
        LockSupport.parkNanos(this, LEFT_BEHIND_NANOS);
      }
      endWorkers();
      threadsEnded.complete(null);
    }
  }

  private void endAgents(long limit, long hardLimit) {
    core.closeIntake();
    if (!aborted) {
      await(() -> aborted || isDrained(), limit - Math.min(limit / 2, MOST_TO_STOP_NANOS));
    }
    begun = true;
    core.rootAgents().close();
    if (!aborted) {
      RootAgents.cutWaitsShort(core.rootAgents().all());
      core.rootAgents().all().forEach(AgentCell::stop);
      await(this::isEmptyOrAborted, limit - Math.min(limit / 10, MOST_TO_ABORT_NANOS));
    }
    List<AgentCell<?>> late = core.rootAgents().all();
    left = late;
    late.forEach(AgentCell::abort);
    hurried = false; // they are given a moment
    await(core.rootAgents()::isEmpty, soon(hardLimit));
    if (core.rootAgents().isEmpty()) {
      endWorkers();
      endTimers();
      await(core.elsewhere()::isDone, soon(hardLimit)); // callbacks and log lines caused here
    }
    ShutdownReport report = report(late.isEmpty() && nothingLost(), late);
    reported.complete(report);
    if (!report.drained() && !aborted) {
      core.reports().log("closed before all was done: " + report);
    }
  }

  private boolean isEmptyOrAborted() {
    return aborted || core.rootAgents().isEmpty();
  }

  private boolean nothingLost() {
    return core.reports().lost.sum() == lostBefore && unfinished.count() == 0;
  }

  private ShutdownReport report(boolean drained, List<AgentCell<?>> left) {
    return new ShutdownReport(
        drained,
        Duration.ofNanos(System.nanoTime() - from),
        left.stream().limit(MOST_NAMED).map(AgentCell::path).toList(),
        List.copyOf(running()),
        unfinished.count(),
        unfinished.named(),
        core.reports().deadLetterCount() - lettersBefore);
  }

  /** The agents whose code runs at this moment. */
  private Set<String> running() {
    var running = new LinkedHashSet<String>();
    Consumer<AgentCell<?>> add =
        cell -> {
          if (running.size() < MOST_NAMED) {
            running.add(Texts.brief(cell.path()));
          }
        };
    var scheduler = core.scheduler();
    if (scheduler != null) {
      scheduler.forEachRunning(task -> {
        if (task instanceof AgentCell<?> cell && cell.isAlive()) {
          add.accept(cell);
        }
      });
    }
    RootAgents.atWork(core.rootAgents().all(), add);
    return running;
  }

  /** Whether nothing runs, and no agent waits for the end of work that was begun. */
  private boolean isDrained() {
    if (core.isStepped()) {
      long before = core.clock().nanoTime();
      boolean nothingWasReady = !core.step() || core.clock().nanoTime() != before;
      return nothingWasReady && core.isQuiet() && nothingIsAwaited();
    }
    if (!core.isQuiet()) {
      return false;
    }
    long turns = turns();
    LockSupport.parkNanos(this, POLL_NANOS / 4);
    return nothingIsAwaited() && core.isQuiet() && turns() == turns;
  }

  private boolean nothingIsAwaited() {
    if (RootAgents.anyWaitsForWork(waiting)) {
      return false;
    }
    waiting = RootAgents.waitingForWork(core.rootAgents().all());
    return waiting.isEmpty();
  }

  private long turns() {
    var metrics = core.metrics();
    return metrics.turns() + metrics.handled();
  }

  private long soon(long limit) {
    return Math.min(limit, System.nanoTime() - from + SOON_NANOS);
  }

  private long left(long limit) {
    return limit - (System.nanoTime() - from);
  }

  /**
   * Waits until {@code condition} holds or it is {@code limit} after the beginning, by the
   * runtime's clock and by the machine's.
   */
  private void await(BooleanSupplier condition, long limit) {
    long nanos = left(limit);
    long start = System.nanoTime();
    long clockStart = core.clock().nanoTime();
    while (!hurried
        && System.nanoTime() - start < nanos
        && core.clock().nanoTime() - clockStart < nanos
        && !condition.getAsBoolean()) {
      if (!core.step()) {
        LockSupport.parkNanos(this, POLL_NANOS);
      }
      if (Thread.currentThread().isInterrupted()) {
        hurried = true;
      }
    }
  }

  private void endWorkers() {
    var scheduler = core.scheduler();
    if (scheduler != null) {
      scheduler.stop();
      try {
        scheduler.awaitStop(THREAD_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends what still waits for an answer, too. */
  private void endTimers() {
    TimerThread timers = core.timerThread();
    if (timers != null) {
      timers.close(THREAD_END);
    }
    core.timers().close();
  }
}

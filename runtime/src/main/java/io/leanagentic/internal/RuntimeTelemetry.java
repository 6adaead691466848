package io.leanagentic.internal;

import io.leanagentic.Directive;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.Subscription;
import io.leanagentic.Terminated;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.profile.TimeHistogram;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Envelope;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens, tells listeners, and logs what somebody should look at, at most a few lines
 * a second of each kind. Throws nothing, whatever listeners, loggers and exceptions do.
 */
final class RuntimeTelemetry {
  /*
   * Structure
   *   Counting is ours. All else goes through tell(), the one place that calls listeners, the logger, and methods of users'
   *   exceptions: besides the turn at work (see Aside), never on the timer thread or the watchdog, and everything they throw ends
   *   there, counted and logged.
   *
   *   What a listener or a logger does may be worth a report itself. A dead letter, a refusal, a late answer or a log line of its
   *   own would come again and again; so within one these are counted and go no further. Other events follow it.
   *
   * Invariants
   *   R1  what listeners, loggers, exceptions throw harms nobody    LoggerThrowsTest, BadexceptionTest, ListenerTest
   *   R2  a report of a report ends                                 DeadLetterListenerTest
   *   R4  who wants to know hears of it, also within a listener     ShardDeadLettersTest
   *   R3  none on the timer thread or the watchdog                  StucklistenerTest.aListenerOfStuckMayAskAnAgent
   */
  final LongAdder signals = new LongAdder();
  final LongAdder spawned = new LongAdder();
  final LongAdder ended = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder burstsTooLong = new LongAdder();
  final LongAdder returned = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder lateReplies = new LongAdder();
  final LongAdder restarts = new LongAdder();
  final LongAdder agentParks = new LongAdder();
  final LongAdder cyclesOpened = new LongAdder();
  final LongAdder defects = new LongAdder();
  final TimeHistogram waiting = new TimeHistogram();
  final TimeHistogram spawning = new TimeHistogram();

  private final LongAdder handled = new LongAdder();
  private final LongAdder deadLetters = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder stuck = new LongAdder();
  private final LongAdder callbackFailures = new LongAdder();
  private final CopyOnWriteArrayList<Consumer<? super RuntimeEvent>> listeners =
      new CopyOnWriteArrayList<>();
  private final Limiter deadLetterLines;
  private final Limiter overloadLines;
  private final Limiter failureLines;
  private final Limiter threadLines;
  private final Limiter callbackLines;
  private final Limiter defectLines;
  private final Log log = new Log();
  private final Clock clock;
  private final Elsewhere elsewhere;
  private final long startedAt;

  // What could not be reported, for want of heap or stack.
  private static final long CALM_NANOS = 100_000_000;
  private final AtomicLong unmade = new AtomicLong();
  private long seen; // by the watchdog only, as the next two
  private long seenAt;
  private long said;

  RuntimeTelemetry(Clock clock, Elsewhere elsewhere) {
    this.clock = clock;
    this.elsewhere = elsewhere;
    this.startedAt = clock.nanoTime();
    this.deadLetterLines = new Limiter(clock);
    this.overloadLines = new Limiter(clock);
    this.failureLines = new Limiter(clock);
    this.threadLines = new Limiter(clock);
    this.callbackLines = new Limiter(clock);
    this.defectLines = new Limiter(clock);
  }

  /** Lets a few events a second through and counts the others. */
  private static final class Limiter {
    private static final int PER_SECOND = 5;
    private final Clock clock;
    private final AtomicLong used =
        new AtomicLong(); // second in the upper half, lines in the lower
    private final AtomicLong skipped = new AtomicLong();

    Limiter(Clock clock) {
      this.clock = clock;
    }

    /**
     * A remark on what was skipped, to be added to the line; null if this one is to be skipped too.
     */
    @Nullable String admit() {
      long second = (clock.nanoTime() / 1_000_000_000L) & 0x7fff_ffffL;
      long now = used.updateAndGet(u -> u >>> 32 == second ? u + 1 : (second << 32) | 1L);
      if ((now & 0xffff_ffffL) > PER_SECOND) {
        skipped.incrementAndGet();
        return null;
      }
      long missed = skipped.getAndSet(0);
      return missed == 0 ? "" : " (and " + missed + " more not logged)";
    }
  }

  // The one place.

  /** Runs {@code report} besides the turn at work; what it throws is reported too. */
  private void tell(Runnable report) {
    if (ServiceThread.isCurrent()) {
      elsewhere.run(new Report(report));
    } else {
      tellHere(report);
    }
  }

  private void tellHere(Runnable report) {
    Frame frame = Aside.enter();
    boolean outer = frame.reporting;
    frame.reporting = true;
    try {
      report.run();
    } catch (Throwable t) {
      log.failed(t); // the runtime's own, or of a clock
    } finally {
      frame.reporting = outer;
      Aside.leave(frame);
    }
  }

  private final class Report extends Aside {
    private final Runnable report;

    Report(Runnable report) {
      this.report = report;
    }

    @Override
    protected void work() {
      tellHere(report);
    }

    @Override
    protected void cannotRun(Throwable why) {
      log.failed(why);
    }
  }

  /** Whether the calling thread is inside a listener or a logger. */
  private static boolean isNested() {
    Frame frame = Frame.ofThread();
    return frame != null && frame.isReporting();
  }

  /** Tells listeners; within one, when that is over. */
  void publish(Supplier<RuntimeEvent> event) {
    if (listeners.isEmpty()) {
      return;
    }
    RuntimeEvent made = event.get();
    if (isNested()) {
      Aside.runLater(new Report(() -> tellListeners(made)));
    } else {
      tell(() -> tellListeners(made));
    }
  }

  /** Tells listeners; within one, not at all. For events that would go on for ever. */
  void publishUnlessNested(Supplier<RuntimeEvent> event) {
    if (!listeners.isEmpty() && !isNested()) {
      publish(event);
    }
  }

  private void tellListeners(RuntimeEvent event) {
    for (var listener : listeners) {
      try {
        listener.accept(event);
      } catch (Throwable t) {
        // Not the event in full: it shows users' messages, whose toString may be what failed.
        logCallback(() -> "a listener failed on a " + event.getClass().getSimpleName(), t);
      }
    }
  }

  private void write(Level level, Supplier<String> text, @Nullable Throwable thrown) {
    if (!isNested()) {
      tell(() -> log.write(level, text.get(), thrown));
    }
  }

  /**
   * Whether {@code envelope} takes it upon itself to go on, besides the turn at work. It is asked
   * at once and in this thread, also within a listener: what comes next may depend on it.
   */
  boolean takes(Envelope envelope, BooleanSupplier question) {
    Frame frame = Aside.enter();
    try {
      return question.getAsBoolean();
    } catch (Throwable t) {
      callbackFailed(() -> "an envelope failed: " + envelope.getClass().getName(), t);
      return false;
    } finally {
      Aside.leave(frame);
    }
  }

  /** Code of users failed that no agent answers for. */
  void callbackFailed(Supplier<String> what, Throwable failure) {
    tell(() -> logCallback(what, failure));
  }

  private void logCallback(Supplier<String> what, Throwable failure) {
    callbackFailures.increment();
    String remark = callbackLines.admit();
    if (remark != null) {
      log.write(Level.WARNING, what.get() + remark, failure);
    }
  }

  Subscription listen(Consumer<? super RuntimeEvent> listener) {
    Objects.requireNonNull(listener, "listener");
    // Wrapped, so that the same listener may subscribe twice and each subscription ends its own.
    Consumer<RuntimeEvent> own = listener::accept;
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  // What is reported.

  void deadLetter(AgentCell<?> recipient, Object message, RuntimeEvent.DeadLetter.Reason reason) {
    try {
      deadLetters.increment();
      publishUnlessNested(() -> new RuntimeEvent.DeadLetter(recipient, message, reason));
      String remark = deadLetterLines.admit();
      if (remark != null) {
        write(
            Level.INFO,
            () ->
                "dead letter to "
                    + Texts.brief(recipient.path())
                    + ": "
                    + message.getClass().getName()
                    + " ("
                    + reason
                    + ")"
                    + remark,
            null);
      }
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  /** A message that was taken will not be handled. */
  void lost() {
    try {
      lost.increment();
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  void ended(Terminated end) {
    try {
      ended.increment();
      publish(() -> new RuntimeEvent.Ended(end));
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  /** A thread was refused for want of room, and may not have looked: said once per overload. */
  void overloaded(AgentCell<?> recipient) {
    if (!recipient.refusedLoudly()) {
      return;
    }
    String remark = overloadLines.admit();
    if (remark != null) {
      String thread = Thread.currentThread().getName();
      write(
          Level.WARNING,
          () ->
              "the mailbox of "
                  + Texts.brief(recipient.path())
                  + " is full (capacity "
                  + recipient.bound()
                  + "): a signal of thread "
                  + thread
                  + " was refused, "
                  + recipient.takeRefusals()
                  + " since the last such line. send(message, timeout) waits for room; so does"
                  + " context.signalAll, with a series; trySignal is refused without this line;"
                  + " signal(...).orThrow() fails"
                  + remark,
          null);
    }
  }

  void failed(AgentCell<?> cell, Throwable cause, Directive directive) {
    try {
      failures.increment();
      publish(() -> new RuntimeEvent.Failed(cell, cause, directive));
      String remark = failureLines.admit();
      if (remark != null) {
        write(
            Level.WARNING,
            () -> Texts.brief(cell.path()) + " failed, " + directive + remark,
            cause);
      }
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  void stuck(
      AgentCell<?> cell,
      Duration running,
      List<StackTraceElement> stack,
      @Nullable Throwable obstacle) {
    stuck.increment();
    publish(() -> new RuntimeEvent.Stuck(cell, running, stack));
    write(
        Level.WARNING,
        () -> {
          var text = new StringBuilder(Texts.brief(cell.path()));
          text.append(" has held its worker for ").append(running.toMillis());
          text.append(" ms with one message; ");
          text.append(
              obstacle == null
                  ? "another worker takes over."
                  : "no other worker could take over yet (" + Texts.of(obstacle) + ").");
          text.append(" If it must wait, spawn it with AgentConfig.withBlocking() or as a loop");
          text.append(" agent.");
          stack.stream().limit(12).forEach(frame -> text.append("\n\tat ").append(frame));
          return text.toString();
        },
        null);
  }

  /** No thread could be had for {@code cell}, which tries again. */
  void noThread(AgentCell<?> cell, Throwable cause) {
    try {
      String remark = threadLines.admit();
      if (remark != null) {
        write(
            Level.WARNING,
            () ->
                "no thread could be started for "
                    + Texts.brief(cell.path())
                    + "; it tries again"
                    + remark,
            cause);
      }
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  /** The runtime itself failed, at something it does for {@code whom}. */
  void defect(@Nullable Object whom, Throwable failure) {
    try {
      String remark = defectLines.admit();
      if (remark != null) {
        String where = whom == null ? "" : ", at work on " + whom;
        write(Level.ERROR, () -> "a defect of the runtime" + where + remark, failure);
      }
      defects.increment();
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  /**
   * Says once, when it seems to be over, how much of late could be counted only, for want of heap
   * or stack. By the watchdog, at each look. Throws nothing.
   *
   * @param elsewhere the same of the runtime's threads
   * @param now in ns
   */
  void sayWhatWasOnlyCounted(long elsewhere, long now) {
    long count = elsewhere + unmade.get();
    if (count == said) {
      return;
    }
    if (count != seen) {
      seen = count;
      seenAt = now;
    } else if (now - seenAt >= CALM_NANOS) {
      try {
        HeapProbe.check();
        long more = count - said;
        write(
            Level.WARNING,
            () ->
                "for want of heap or stack "
                    + more
                    + " failures and reports could not be logged when they came up. The runtime goes"
                    + " on; RuntimeMetrics tells what was lost: failures, dead letters, defects",
            null);
        said = count;
      } catch (Throwable t) {
        seenAt = now; // not over yet
      }
    }
  }

  void log(String text) {
    write(Level.WARNING, () -> text, null);
  }

  void handledElsewhere(long messages) {
    if (messages != 0) {
      handled.add(messages);
    }
  }

  long deadLetterCount() {
    return deadLetters.sum();
  }

  RuntimeMetrics metrics(
      @Nullable WorkStealingScheduler scheduler, int workers, Frame stepFrame, long unsaid) {
    var counts =
        scheduler == null
            ? new WorkStealingScheduler.Counts(
                stepFrame.turns, stepFrame.handled, stepFrame.spawned, 0, 0, 0)
            : scheduler.counts();
    long allHandled = counts.handled() + handled.sum();
    long allSpawned = counts.spawned() + spawned.sum();
    long up = Math.max(1, clock.nanoTime() - startedAt);
    return new RuntimeMetrics(
        Duration.ofNanos(up),
        scheduler == null ? 1 : workers,
        allSpawned - ended.sum(),
        allSpawned,
        allHandled,
        allHandled * 1e9 / up,
        deadLetters.sum(),
        rejected.sum(),
        burstsTooLong.sum(),
        lateReplies.sum(),
        failures.sum(),
        callbackFailures.sum() + log.failures(),
        defects.sum() + unmade.get() + unsaid,
        restarts.sum(),
        counts.turns(),
        counts.steals(),
        counts.stolen(),
        counts.parks(),
        agentParks.sum(),
        cyclesOpened.sum(),
        stuck.sum(),
        waiting.percentiles(),
        spawning.percentiles());
  }
}

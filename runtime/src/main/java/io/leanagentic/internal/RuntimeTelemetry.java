package io.leanagentic.internal;

import io.leanagentic.Directive;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.Terminated;
import io.leanagentic.extension.Envelope;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.agent.AgentReports;
import io.leanagentic.internal.agent.Questions;
import io.leanagentic.internal.await.Along;
import io.leanagentic.internal.await.Pairs;
import io.leanagentic.internal.log.HeapProbe;
import io.leanagentic.internal.log.Log;
import io.leanagentic.internal.log.Texts;
import io.leanagentic.internal.profile.TimeHistogram;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.spi.Clock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens, notifies listeners, and logs what needs attention, at most a few lines a
 * second of each kind. Throws nothing, whatever listeners, loggers and exceptions do.
 */
final class RuntimeTelemetry implements AgentReports {
  final LongAdder signals = new LongAdder();
  final LongAdder spawned = new LongAdder();
  final LongAdder ended = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder burstsTooLong = new LongAdder();
  final LongAdder returned = new LongAdder();
  final LongAdder lost = new LongAdder();
  final LongAdder lateReplies = new LongAdder();
  final LongAdder skipped = new LongAdder();
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
  private final LineLimiter deadLetterLines;
  private final LineLimiter overloadLines;
  private final LineLimiter failureLines;
  private final LineLimiter threadLines;
  private final LineLimiter defectLines;
  final EventPublisher events;
  final Panels panels;
  private final Clock clock;
  private final boolean accounting;
  private final BooleanSupplier closing;
  private final long startedAt;

  // Counts of what could not be reported for lack of heap or stack.
  private static final long CALM_NANOS = 100_000_000;
  private final AtomicLong unmade = new AtomicLong();
  private long seen; // used by the watchdog only, like the next two
  private long seenAt;
  private long said;

  /**
   * Starts with all counts at 0.
   *
   * @param accounting whether signals are counted
   * @param closing whether the runtime is closing, so that a message that was given back finds no
   *     receiver
   */
  RuntimeTelemetry(
      Clock clock, Elsewhere elsewhere, Log log, boolean accounting, BooleanSupplier closing) {
    this.clock = clock;
    this.events = new EventPublisher(clock, elsewhere, log);
    this.panels = new Panels(events);
    this.accounting = accounting;
    this.closing = closing;
    this.startedAt = clock.nanoTime();
    this.deadLetterLines = new LineLimiter(clock);
    this.overloadLines = new LineLimiter(clock);
    this.failureLines = new LineLimiter(clock);
    this.threadLines = new LineLimiter(clock);
    this.defectLines = new LineLimiter(clock);
  }

  // What agents report.

  @Override
  public void countSignal() {
    if (accounting) {
      signals.increment();
    }
  }

  @Override
  public void countHandled() {
    handled.increment();
  }

  @Override
  public void countSkipped() {
    skipped.increment();
  }

  @Override
  public void countHandled(Frame frame) {
    if (frame.handled != 0) {
      handled.add(frame.handled);
      frame.handled = 0;
    }
  }

  @Override
  public void spawnTook(long nanos) {
    spawning.add(nanos);
  }

  @Override
  public void waited(long nanos) {
    waiting.add(nanos);
  }

  @Override
  public void rejected(AgentCell<?> recipient, Object message, boolean loud) {
    if (message instanceof Envelope envelope
        && events.takes(envelope, () -> envelope.refused(recipient))) {
      return;
    }
    rejected.increment();
    events.publishUnlessNested(() -> new RuntimeEvent.Rejected(recipient, message));
    if (loud) {
      overloaded(recipient);
    }
  }

  @Override
  public void burstIsTooLong(AgentCell<?> sender, AgentCell<?> recipient, Object message) {
    burstsTooLong.increment();
    events.publish(() -> new RuntimeEvent.BurstLimit(sender, recipient, message, sender.burst()));
  }

  @Override
  public void lost(
      AgentCell<?> recipient,
      Object message,
      @Nullable Along along,
      RuntimeEvent.DeadLetter.Reason reason) {
    countLost();
    deadLetter(recipient, message, along, reason);
  }

  @Override
  public void deadLetter(
      AgentCell<?> recipient,
      Object message,
      @Nullable Along along,
      RuntimeEvent.DeadLetter.Reason reason) {
    if (message instanceof Envelope envelope
        && events.takesBack(envelope, recipient, reason)
        && !closing.getAsBoolean()) { // else it finds no receiver
      returned.increment();
      return;
    }
    countDeadLetter(recipient, message, along, reason);
    Questions.unanswered(recipient, message, along, reason);
  }

  @Override
  public void pressure(AgentCell<?> cell, int depth) {
    events.publish(() -> new RuntimeEvent.Pressure(cell, depth));
  }

  @Override
  public void relief(AgentCell<?> cell, int depth) {
    events.publish(() -> new RuntimeEvent.Relief(cell, depth));
  }

  @Override
  public void agentParked(AgentCell<?> cell, AgentCell<?> full) {
    agentParks.increment();
    events.publish(() -> new RuntimeEvent.Parked(cell, full));
  }

  @Override
  public void cycleOpened(List<AgentCell<?>> cycle, AgentCell<?> grown) {
    cyclesOpened.increment();
    events.publish(() -> new RuntimeEvent.CycleOpened(List.copyOf(cycle), grown, grown.bound()));
  }

  @Override
  public void countRestart() {
    restarts.increment();
  }

  @Override
  public void restarted(AgentCell<?> cell, int restarts) {
    events.publish(() -> new RuntimeEvent.Restarted(cell, restarts));
  }

  @Override
  public void countSpawned() {
    spawned.increment();
  }

  @Override
  public void broken(@Nullable Task task, Throwable failure) {
    defect(task, failure);
  }

  // What is reported.

  private void countDeadLetter(
      AgentCell<?> recipient,
      Object message,
      @Nullable Along along,
      RuntimeEvent.DeadLetter.Reason reason) {
    try {
      deadLetters.increment();
      events.publishUnlessNested(() -> new RuntimeEvent.DeadLetter(recipient, message, reason));
      String remark = deadLetterLines.admit();
      if (remark != null) {
        events.write(
            Level.INFO,
            () ->
                "dead letter to "
                    + Texts.brief(recipient.path())
                    + ": "
                    + message.getClass().getName()
                    + " ("
                    + reason
                    + ")"
                    + Pairs.text(Along.pairs(along))
                    + remark,
            null);
      }
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  private void countLost() {
    try {
      lost.increment();
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  @Override
  public void ended(Terminated end) {
    try {
      ended.increment();
      events.publish(() -> new RuntimeEvent.Ended(end));
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  /**
   * Logs, once per overload, that a signal of a thread was refused for lack of room: the thread may
   * have ignored the result.
   */
  private void overloaded(AgentCell<?> recipient) {
    if (!recipient.refusedLoudly()) {
      return;
    }
    String remark = overloadLines.admit();
    if (remark != null) {
      String thread = Thread.currentThread().getName();
      events.write(
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

  @Override
  public void failed(AgentCell<?> cell, Throwable cause, Directive directive) {
    try {
      failures.increment();
      events.publish(() -> new RuntimeEvent.Failed(cell, cause, directive));
      String remark = failureLines.admit();
      if (remark != null) {
        Object pairs = cell.pairsOfTurn();
        events.write(
            Level.WARNING,
            () -> Texts.brief(cell.path()) + " failed, " + directive + Pairs.text(pairs) + remark,
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
    events.publish(() -> new RuntimeEvent.Stuck(cell, running, stack));
    events.write(
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

  /** No thread could be started for {@code cell}, which tries again. */
  void noThread(AgentCell<?> cell, Throwable cause) {
    try {
      String remark = threadLines.admit();
      if (remark != null) {
        events.write(
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

  /** Reports a failure of the runtime itself, while it did something for {@code whom}. */
  void defect(@Nullable Object whom, Throwable failure) {
    try {
      String remark = defectLines.admit();
      if (remark != null) {
        String where = whom == null ? "" : ", while running " + whom;
        events.write(Level.ERROR, () -> "a defect of the runtime" + where + remark, failure);
      }
      defects.increment();
    } catch (Throwable t) {
      unmade.incrementAndGet();
    }
  }

  /**
   * Logs once, when the shortage seems to be over, how much could only be counted for lack of heap
   * or stack. Called by the watchdog at each look. Throws nothing.
   *
   * @param elsewhere the same kind of count, kept by the runtime's threads
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
        events.write(
            Level.WARNING,
            () ->
                "for want of heap or stack "
                    + more
                    + " failures and reports could not be logged when they occurred. The runtime"
                    + " continues; RuntimeMetrics shows what was lost: failures, dead letters, defects",
            null);
        said = count;
      } catch (Throwable t) {
        seenAt = now; // not over yet
      }
    }
  }

  @Override
  public void log(String text) {
    events.write(Level.WARNING, () -> text, null);
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
        skipped.sum(),
        failures.sum(),
        events.failures(),
        defects.sum() + unmade.get() + unsaid,
        restarts.sum(),
        counts.turns(),
        counts.steals(),
        counts.stolen(),
        counts.parks(),
        agentParks.sum(),
        cyclesOpened.sum(),
        stuck.sum(),
        waiting.snapshot().percentiles(),
        spawning.snapshot().percentiles());
  }
}

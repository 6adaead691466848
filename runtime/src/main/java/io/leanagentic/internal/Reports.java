package io.leanagentic.internal;

import io.leanagentic.Directive;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.Subscription;
import io.leanagentic.internal.cell.Cell;
import io.leanagentic.internal.profile.TimeHistogram;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.spi.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens, tells listeners, and logs what somebody should look at, at most a few lines
 * a second of each kind.
 */
final class Reports {
  private static final System.Logger LOG = System.getLogger("io.leanagentic");

  /** Longer stacks are logged in brief. */
  private static final int MOST_FRAMES = 400;

  final LongAdder signals = new LongAdder();
  final LongAdder spawned = new LongAdder();
  final LongAdder ended = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder burstsTooLong = new LongAdder();
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
  private final CopyOnWriteArrayList<Consumer<? super RuntimeEvent>> listeners =
      new CopyOnWriteArrayList<>();
  private final Limiter deadLetterLines;
  private final Limiter overloadLines;
  private final Limiter failureLines;
  private final Limiter listenerLines;
  private final Limiter threadLines;
  private final Clock clock;
  private final long startedAt;

  Reports(Clock clock) {
    this.clock = clock;
    this.startedAt = clock.nanoTime();
    this.deadLetterLines = new Limiter(clock);
    this.overloadLines = new Limiter(clock);
    this.failureLines = new Limiter(clock);
    this.listenerLines = new Limiter(clock);
    this.threadLines = new Limiter(clock);
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

  void publish(Supplier<RuntimeEvent> event) {
    if (listeners.isEmpty()) {
      return;
    }
    RuntimeEvent made = event.get();
    for (var listener : listeners) {
      try {
        listener.accept(made);
      } catch (Throwable t) {
        String remark = listenerLines.admit();
        if (remark != null) {
          // Not the event in full: it shows users' messages, whose toString may be what failed.
          String kind = made.getClass().getSimpleName();
          LOG.log(System.Logger.Level.WARNING, "a listener failed on a " + kind + remark, t);
        }
      }
    }
  }

  Subscription listen(Consumer<? super RuntimeEvent> listener) {
    Objects.requireNonNull(listener, "listener");
    // Wrapped, so that the same listener may subscribe twice and each subscription ends its own.
    Consumer<RuntimeEvent> own = listener::accept;
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  void deadLetter(Cell<?> recipient, Object message, RuntimeEvent.DeadLetter.Reason reason) {
    deadLetters.increment();
    publish(() -> new RuntimeEvent.DeadLetter(recipient, message, reason));
    String remark = deadLetterLines.admit();
    if (remark != null) {
      LOG.log(
          System.Logger.Level.INFO,
          "dead letter to {0}: {1} ({2}){3}",
          recipient.path(),
          message.getClass().getName(),
          reason,
          remark);
    }
  }

  /** A thread was refused for want of room, and may not have looked: said once per overload. */
  void overloaded(Cell<?> recipient) {
    if (!recipient.refusedLoudly()) {
      return;
    }
    String remark = overloadLines.admit();
    if (remark != null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the mailbox of {0} is full (capacity {1}): a signal of thread {2} was refused, {3} since"
              + " the last such line. send(message, timeout) waits for room; so does"
              + " context.signalAll, with a series; trySignal is refused without this line;"
              + " signal(...).orThrow() fails{4}",
          recipient.path(),
          String.valueOf(recipient.bound()),
          Thread.currentThread().getName(),
          String.valueOf(recipient.takeRefusals()),
          remark);
    }
  }

  void failed(Cell<?> cell, Throwable cause, Directive directive) {
    failures.increment();
    publish(() -> new RuntimeEvent.Failed(cell, cause, directive));
    String remark = failureLines.admit();
    if (remark != null) {
      String what = cell.path() + " failed, " + directive + remark;
      if (cause.getStackTrace().length <= MOST_FRAMES) {
        LOG.log(System.Logger.Level.WARNING, what, cause);
      } else {
        LOG.log(System.Logger.Level.WARNING, what + "\n" + brief(cause));
      }
    }
  }

  /** The ends of a stack as deep as that of a stack overflow. */
  private static String brief(Throwable cause) {
    var stack = List.of(cause.getStackTrace());
    var text = new StringBuilder(cause.toString());
    int end = 20;
    stack.subList(0, end).forEach(frame -> text.append("\n\tat ").append(frame));
    text.append("\n\t... ").append(stack.size() - 2 * end).append(" more");
    stack
        .subList(stack.size() - end, stack.size())
        .forEach(frame -> text.append("\n\tat ").append(frame));
    return text.toString();
  }

  void stuck(
      Cell<?> cell, Duration running, List<StackTraceElement> stack, @Nullable Throwable obstacle) {
    stuck.increment();
    publish(() -> new RuntimeEvent.Stuck(cell, running, stack));
    var text = new StringBuilder();
    stack.stream().limit(12).forEach(frame -> text.append("\n\tat ").append(frame));
    LOG.log(
        System.Logger.Level.WARNING,
        cell.path()
            + " has held its worker for "
            + running.toMillis()
            + " ms with one message; "
            + (obstacle == null
                ? "another worker takes over."
                : "no other worker could take over yet (" + obstacle + ").")
            + " If it must wait, spawn it with"
            + " AgentConfig.withBlocking() or as a loop agent."
            + text);
  }

  /** No thread could be had for {@code cell}, which tries again. */
  void noThread(Cell<?> cell, Throwable cause) {
    String remark = threadLines.admit();
    if (remark != null) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no thread could be started for " + cell.path() + "; it tries again" + remark,
          cause);
    }
  }

  void defect(String what, Throwable failure) {
    defects.increment();
    LOG.log(System.Logger.Level.ERROR, what, failure);
  }

  void log(String text) {
    LOG.log(System.Logger.Level.WARNING, text);
  }

  void handledElsewhere(long messages) {
    if (messages != 0) {
      handled.add(messages);
    }
  }

  long deadLetterCount() {
    return deadLetters.sum();
  }

  RuntimeMetrics metrics(@Nullable WorkStealingScheduler scheduler, int workers, Frame stepFrame) {
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

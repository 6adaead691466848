package io.leanagentic.internal;

import io.leanagentic.AgentRef;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeEvent.DeadLetter;
import io.leanagentic.Subscription;
import io.leanagentic.extension.Envelope;
import io.leanagentic.extension.ListenerView;
import io.leanagentic.internal.log.Log;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.spi.Clock;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place that calls listeners, the logger, and methods of users' exceptions, outside of the
 * running turn. Throws nothing, whatever they do.
 */
final class EventPublisher {
  /*
   * Structure
   *   All goes through tell(): outside of the running turn (see Aside), and never on the timer thread or the watchdog.
   *   Whatever listeners, loggers and exceptions throw ends there, counted and logged.
   *
   *   What a listener or a logger does may itself be reported. A dead letter, a refusal, a late answer or a log line of
   *   its own would cause the next one, without end; so within a listener these are only counted. Other events are
   *   published after it.
   *
   * Invariants
   *   R1  what listeners, loggers, exceptions throw does no harm   LoggerThrowsTest, BadexceptionTest, ListenerTest
   *   R2  a report of a report ends                                DeadLetterListenerTest
   *   R3  an event within a listener is published as well          ShardDeadLettersTest
   *   R4  nothing is called on the timer thread or the watchdog    StucklistenerTest.aListenerOfStuckMayAskAnAgent
   */
  private final CopyOnWriteArrayList<Listening> listeners = new CopyOnWriteArrayList<>();
  private final LongAdder callbackFailures = new LongAdder();
  private final Log log;
  private final LineLimiter callbackLines;
  private final Elsewhere elsewhere;
  private final Clock clock;

  EventPublisher(Clock clock, Elsewhere elsewhere, Log log) {
    this.log = log;
    this.callbackLines = new LineLimiter(clock);
    this.elsewhere = elsewhere;
    this.clock = clock;
  }

  /** Runs {@code report} outside of the running turn; what it throws is reported too. */
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
      log.failed(t); // a failure of the runtime's own, or of a clock
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

  /** Calls the listeners; if called within one, after that one has returned. */
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

  /**
   * Calls the listeners, unless called within one. For events that would otherwise repeat for ever.
   */
  void publishUnlessNested(Supplier<RuntimeEvent> event) {
    if (!listeners.isEmpty() && !isNested()) {
      publish(event);
    }
  }

  private void tellListeners(RuntimeEvent event) {
    for (var listener : listeners) {
      try {
        listener.tell(event);
      } catch (Throwable t) {
        // Not the event in full: it shows users' messages, whose toString may be what failed.
        logCallback(() -> "a listener failed on a " + event.getClass().getSimpleName(), t);
      }
    }
  }

  /** Writes a line to the log, unless called within a listener or a logger. */
  void write(Level level, Supplier<String> text, @Nullable Throwable thrown) {
    if (!isNested()) {
      tell(() -> log.write(level, text.get(), thrown));
    }
  }

  /**
   * Whether {@code envelope} handles this outcome itself, outside of the running turn. It is asked
   * at once and in this thread, even within a listener, because the next step depends on its
   * answer. If this throws, it was not asked.
   */
  boolean takes(Envelope envelope, BooleanSupplier question) {
    Frame frame = Aside.enter();
    try {
      return question.getAsBoolean();
    } catch (Throwable t) {
      envelopeFailed(envelope, t);
      return false;
    } finally {
      Aside.leave(frame);
    }
  }

  /**
   * Whether {@code envelope}, which {@code recipient} will not handle, continues elsewhere. If
   * there is no memory to ask it, this tries until there is: the message is in no mailbox any more.
   */
  boolean takesBack(Envelope envelope, AgentRef<?> recipient, DeadLetter.Reason reason) {
    while (true) {
      try {
        return takes(envelope, () -> envelope.returned(recipient, reason));
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }

  private void envelopeFailed(Envelope envelope, Throwable failure) {
    try {
      callbackFailed(() -> "an envelope failed: " + envelope.getClass().getName(), failure);
    } catch (OutOfMemoryError e) {
      log.failed(e);
    }
  }

  /** Reports a failure of users' code that belongs to no agent. */
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
    var own = new Listening(Objects.requireNonNull(listener, "listener"), clock);
    listeners.add(own);
    return () -> listeners.remove(own);
  }

  /** What is seen of the listeners. */
  List<ListenerView> look() {
    return listeners.stream().map(Listening::view).toList();
  }

  /** Callbacks that failed, and log lines that were lost. */
  long failures() {
    return callbackFailures.sum() + log.failures();
  }
}

package io.leanagentic.internal;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Behavior;
import io.leanagentic.Channel;
import io.leanagentic.ContextKey;
import io.leanagentic.ContextScope;
import io.leanagentic.Promise;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.ShutdownReport;
import io.leanagentic.Subscription;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.extension.Baggage;
import io.leanagentic.extension.Inspection;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.agent.AgentHost;
import io.leanagentic.internal.agent.AgentNames;
import io.leanagentic.internal.agent.AgentSpawner;
import io.leanagentic.internal.agent.RootAgents;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.CallAwait;
import io.leanagentic.internal.await.DelayAwait;
import io.leanagentic.internal.await.Pairs;
import io.leanagentic.internal.await.PromisedAnswer;
import io.leanagentic.internal.await.StageAwait;
import io.leanagentic.internal.channel.BoundedChannel;
import io.leanagentic.internal.log.Log;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.internal.scheduler.Worker;
import io.leanagentic.internal.timer.TimerThread;
import io.leanagentic.internal.timer.TimerWheel;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Gate;
import io.leanagentic.spi.Stepper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runtime: connects scheduler, timers, root agents and reports. */
public final class RuntimeCore extends AgentHost
    implements AgentRuntime, Baggage.Source, Inspection.Source, WorkStealingScheduler.Host {
  /*
   * The class is long because it answers three callers: agents (AgentHost), users (AgentRuntime) and the scheduler
   * (Host). What they ask for is done elsewhere; here the parts meet.
   */
  private static final long TICK_NANOS = 1_000_000;
  private static final int WHEEL_SLOTS = 64;

  private final RuntimeConfig config;
  private final Clock clock;
  private final @Nullable WorkStealingScheduler scheduler;
  private final @Nullable Stepper stepper;
  private final TimerWheel timers;
  private final @Nullable TimerThread timerThread;
  private final Roots roots = new Roots();
  private final Elsewhere elsewhere = new Elsewhere();
  private final RuntimeTelemetry reports;
  private final VirtualTurns virtualTurns;
  private final SplittableRandom random;
  private final Frame stepFrame = new Frame(null);
  private final Shutdown shutdown;
  private final ExitHook exit;

  private RuntimeCore(RuntimeConfig config, Consumer<Thread> starter, Log log) {
    this.config = config;
    this.random = new SplittableRandom(config.seams().seed());
    this.clock = GuardedClock.around(config.seams().clock(), this::clockFailed);
    this.reports =
        new RuntimeTelemetry(clock, elsewhere, log, config.accounting(), this::isClosing);
    this.timers = new TimerWheel(clock, TICK_NANOS, WHEEL_SLOTS, this::timerFailed);
    this.stepper = config.seams().stepper().orElse(null);
    Gate gate = config.seams().gate().orElse(null);
    if (gate != null) {
      looksAtSignals();
    }
    // A gate may repeat what workers did, with the same random numbers.
    long ofWorkers = stepper == null || gate != null ? random.nextLong() : 0;
    if (stepper == null) {
      scheduler =
          new WorkStealingScheduler(
              config.workers(),
              config.ringSize(),
              ofWorkers,
              config.stuckAfter(),
              config.seams().workerSetup(),
              starter,
              this);
      IntSupplier fireDue = gate == null ? timers::fireDue : () -> gate.fire(timers::fireDue);
      timerThread = TimerThread.start(timers, fireDue, "lean-agentic-timer", starter);
    } else {
      scheduler = null;
      timerThread = null;
      stepper.start(timers);
      looksAtSignals();
    }
    this.virtualTurns =
        new VirtualTurns(this, starter, config.seams().virtualThreads(), elsewhere, reports, gate);
    this.shutdown = new Shutdown(this, starter);
    this.exit = new ExitHook(this);
    if (scheduler != null && timerThread != null) {
      try {
        scheduler.start();
      } catch (Throwable t) {
        timerThread.close();
        throw t;
      }
      exit.begin();
    }
  }

  public static RuntimeCore start(RuntimeConfig config) {
    return start(config, Thread::start);
  }

  /** As above; {@code starter} starts each thread of the runtime, or throws. */
  public static RuntimeCore start(RuntimeConfig config, Consumer<Thread> starter) {
    return start(config, starter, new Log());
  }

  /** As above, with the log that gets the runtime's lines. */
  public static RuntimeCore start(RuntimeConfig config, Consumer<Thread> starter, Log log) {
    CapabilitySanitizer.requireSettings();
    Ready.make();
    var core = new RuntimeCore(Objects.requireNonNull(config, "config"), starter, log);
    if (!core.isStepped()) {
      Companions.begin(core);
    }
    return core;
  }

  // For the runtime's own parts.

  @Override
  protected AgentRuntime runtime() {
    return this;
  }

  @Override
  protected boolean isClosing() {
    return shutdown.begun();
  }

  @Override
  protected boolean isAborted() {
    return shutdown.aborted();
  }

  @Override
  protected void unfinished(AgentCell<?> cell, AbstractAwait<?> await) {
    shutdown.unfinished(cell, await);
  }

  Roots rootAgents() {
    return roots;
  }

  @Override
  public RuntimeConfig config() {
    return config;
  }

  @Override
  protected Clock clock() {
    return clock;
  }

  @Override
  public TimerWheel timers() {
    return timers;
  }

  @Override
  public SplittableRandom random() {
    synchronized (random) {
      return random.split();
    }
  }

  @Override
  public @Nullable WorkStealingScheduler scheduler() {
    return scheduler;
  }

  @Override
  protected RuntimeTelemetry reports() {
    return reports;
  }

  Elsewhere elsewhere() {
    return elsewhere;
  }

  @Override
  public @Nullable Frame frame() {
    Worker worker = Worker.current();
    if (worker != null) {
      return worker.scheduler() == scheduler && worker.frame.isInTurn() ? worker.frame : null;
    }
    Frame frame = Frame.ofThread();
    return frame != null
            && frame.isInTurn()
            && frame.current() instanceof AgentCell<?> cell
            && cell.runtime() == this
        ? frame
        : null;
  }

  @Override
  protected @Nullable Frame frameOf(Task task) {
    Frame own = Frame.ofThread(); // of a turn on a virtual thread, or under a stepper
    if (own != null && own.currentAcquire() == task) {
      return own;
    }
    return scheduler != null
        ? scheduler.frameOf(task)
        : stepFrame.currentAcquire() == task ? stepFrame : null;
  }

  @Override
  protected int takenBy(Task task, int published) {
    Frame own = Frame.ofThread();
    if (own != null && own.current() == task) {
      return own.takenBy(task, published); // to look at the others' frames would slow them down
    }
    return scheduler != null
        ? scheduler.takenBy(task, published)
        : stepFrame.takenBy(task, published);
  }

  void closeIntake() {
    exit.end();
    refuseFromOutside();
  }

  @Override
  protected void submit(AgentCell<?> cell) {
    if (scheduler != null) {
      Worker worker = Worker.current();
      if (worker != null && worker.scheduler() == scheduler) {
        worker.schedule(cell);
      } else {
        scheduler.submit(cell);
      }
    } else if (stepper != null) {
      stepper.ready(cell);
    }
  }

  /** As {@link #submit}, not to the run queue of the calling thread. */
  void submitFromOutside(AgentCell<?> cell) {
    if (scheduler != null) {
      scheduler.submit(cell);
    } else if (stepper != null) {
      stepper.ready(cell);
    }
  }

  @Override
  protected void sent(AgentCell<?> cell, Object message) {
    if (stepper != null) {
      stepper.sent(cell, message);
    }
  }

  @Override
  public void touched(@Nullable Object agent) {
    if (stepper != null && agent instanceof AgentCell<?> cell) {
      stepper.touched(cell);
    }
  }

  @Override
  protected void runHere(AgentCell<?> cell) {
    if (cell.ownThread() instanceof SteppedThread thread) {
      thread.run();
      return;
    }
    carrying(
        null, // not the pairs of the thread that steps
        () -> {
          Frame outer = Frame.change(stepFrame);
          try {
            cell.runOn(stepFrame);
          } finally {
            Frame.change(outer);
          }
          return cell;
        });
  }

  @Override
  protected void runOnVirtualThread(AgentCell<?> cell) {
    virtualTurns.run(cell);
  }

  @Override
  protected void runOnVirtualThreadAfterAll(AgentCell<?> cell) {
    virtualTurns.runAfterAll(cell);
  }

  @Override
  protected void virtualTurnRests() {
    virtualTurns.rests();
  }

  @Override
  protected void virtualTurnGoesOn() {
    virtualTurns.goesOn();
  }

  /** Whether no turn runs and no agent waits for one, at this moment. */
  public boolean isQuiet() {
    return virtualTurns.areOver() && (scheduler == null || scheduler.isQuiet());
  }

  @Override
  protected boolean step() {
    return stepper != null && stepper.step();
  }

  boolean isStepped() {
    return stepper != null;
  }

  @Nullable TimerThread timerThread() {
    return timerThread;
  }

  // Counts and reports.

  @Override
  public void lateReply(Object answer) {
    reports.lateReplies.increment();
    reports.events.publishUnlessNested(() -> new RuntimeEvent.LateReply(answer));
  }

  private void clockFailed(Throwable failure) {
    reports.events.callbackFailed(
        () -> "the clock failed; time stands still while it does", failure);
  }

  private void timerFailed(TimerWheel.Entry timer, Throwable failure) {
    reports.defect(timer, failure);
  }

  @Override
  public void callbackFailed(Supplier<String> what, Throwable failure) {
    reports.events.callbackFailed(what, failure);
  }

  @Override
  public void runAside(Aside work) {
    if (ServiceThread.isCurrent()) {
      elsewhere.run(work);
    } else {
      Aside.run(work);
    }
  }

  @Override
  public void stuck(
      Task task, Duration running, List<StackTraceElement> stack, @Nullable Throwable obstacle) {
    reports.stuck((AgentCell<?>) task, running, stack, obstacle);
  }

  @Override
  public boolean crashed(@Nullable Task task, Throwable failure) {
    // If heap or stack ran out, a later attempt may succeed. Otherwise the agent is aborted; if
    // it was already, this was the last attempt.
    boolean again =
        failure instanceof VirtualMachineError
            || (task instanceof AgentCell<?> cell && cell.endBecauseOf(failure));
    reports.broken(task, failure);
    return again;
  }

  // Blocking.

  @Override
  public void beforeBlocking(String what) {
    BlockingChecks.check(what);
  }

  // The public API.

  @Override
  public <M> AgentRef<M> spawn(
      String name, AgentConfig agent, Supplier<? extends Behavior<M>> factory) {
    return AgentSpawner.fromFactory(this, roots.here(), AgentNames.checked(name), agent, factory);
  }

  @Override
  public <M> AgentRef<M> spawn(AgentConfig agent, Supplier<? extends Behavior<M>> factory) {
    return AgentSpawner.fromFactory(this, roots.here(), null, agent, factory);
  }

  @Override
  public <M> AgentRef<M> spawn(String name, AgentConfig agent, Behavior<M> behavior) {
    return AgentSpawner.fromBehavior(this, roots.here(), AgentNames.checked(name), agent, behavior);
  }

  @Override
  public <M> AgentRef<M> spawn(AgentConfig agent, Behavior<M> behavior) {
    return AgentSpawner.fromBehavior(this, roots.here(), null, agent, behavior);
  }

  @Override
  public <M> AgentRef<M> spawn(String name, AgentConfig agent, AgentLoop<M> loop) {
    return AgentSpawner.fromLoop(this, roots.here(), AgentNames.checked(name), agent, loop);
  }

  @Override
  public <M> AgentRef<M> spawn(AgentConfig agent, AgentLoop<M> loop) {
    return AgentSpawner.fromLoop(this, roots.here(), null, agent, loop);
  }

  @Override
  public AgentConfig defaultConfig() {
    return config.agents();
  }

  @Override
  public void close() {
    shutdown.close(config.shutdownDeadline());
  }

  @Override
  public ShutdownReport shutdown(Duration deadline) {
    return shutdown.close(deadline);
  }

  @Override
  public ShutdownReport abort() {
    return shutdown.abort();
  }

  @Override
  public boolean awaitTermination(Duration timeout) throws InterruptedException {
    return shutdown.awaitTermination(timeout);
  }

  @Override
  public <R> Promise<R> promise(Duration timeout) {
    var answer = new PromisedAnswer<R>(this, timeout);
    return new Promise<>(answer, answer);
  }

  @Override
  public <R> Await<R> call(Callable<? extends R> action, Duration timeout) {
    Pairs pairs = pairsHere();
    Callable<? extends R> accompanied =
        pairs == null ? action : () -> this.<R, Exception>carrying(pairs, action::call);
    var call = CallAwait.<R>of(this, accompanied, timeout);
    virtualTurns.call(call, stepper);
    return call;
  }

  @Override
  public <T> ContextScope with(ContextKey<T> key, T value) {
    return new PairScope(this, Pairs.with(pairsHere(), key, value));
  }

  @Override
  public Map<String, Object> pairs() {
    return Pairs.map(pairsHere());
  }

  @Override
  public @Nullable Baggage baggage() {
    return pairsHere();
  }

  @Override
  public Inspection inspection() {
    return new RuntimeInspection(this);
  }

  @Override
  public Optional<AgentRef<?>> current() {
    Frame frame = frame();
    return frame == null ? Optional.empty() : Optional.ofNullable((AgentCell<?>) frame.current());
  }

  @Override
  public <R> Await<R> awaitOf(CompletionStage<? extends R> stage, Duration timeout) {
    return StageAwait.of(this, stage, timeout);
  }

  @Override
  public Await<Duration> after(Duration delay) {
    return DelayAwait.of(this, delay);
  }

  @Override
  public <T> Channel<T> channel(int capacity) {
    return new BoundedChannel<>(this, capacity);
  }

  @Override
  public List<AgentRef<?>> roots() {
    return roots.alive();
  }

  @Override
  public Optional<AgentRef<?>> find(String path) {
    return Optional.ofNullable(roots.find(path));
  }

  @Override
  public Subscription listen(Consumer<? super RuntimeEvent> listener) {
    return reports.events.listen(listener);
  }

  @Override
  public RuntimeMetrics metrics() {
    return reports.metrics(scheduler, config.workers(), stepFrame, unsaid());
  }

  /** Counts of accepted signals and of their outcomes. Exact only while nothing runs. */
  public Books books() {
    RuntimeMetrics now = metrics();
    return new Books(
        reports.signals.sum(),
        now.handled(),
        RootAgents.waiting(roots.all()),
        now.deadLetters() + reports.returned.sum() + now.skipped());
  }

  /** Failures of the runtime's threads that could not be reported when they happened. */
  private long unsaid() {
    return (scheduler == null ? 0 : scheduler.unsaid())
        + (timerThread == null ? 0 : timerThread.survived());
  }

  @Override
  public void looked(long now) {
    reports.sayWhatWasOnlyCounted(unsaid(), now);
  }

  /** Failures of the runtime itself so far, each of which was logged if that was possible. */
  public long defects() {
    return metrics().defects();
  }
}

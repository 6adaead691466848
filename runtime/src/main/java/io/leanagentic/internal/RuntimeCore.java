package io.leanagentic.internal;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentLoop;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.AgentStoppedException;
import io.leanagentic.AwaitCycleException;
import io.leanagentic.AwaitException;
import io.leanagentic.Behavior;
import io.leanagentic.BurstLimitException;
import io.leanagentic.Channel;
import io.leanagentic.Directive;
import io.leanagentic.Promise;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.ShutdownReport;
import io.leanagentic.Subscription;
import io.leanagentic.Terminated;
import io.leanagentic.capability.sanitizer.CapabilitySanitizer;
import io.leanagentic.internal.agent.AgentCell;
import io.leanagentic.internal.agent.AgentSettings;
import io.leanagentic.internal.agent.AgentSpawner;
import io.leanagentic.internal.agent.BlockingAwaits;
import io.leanagentic.internal.agent.RootAgents;
import io.leanagentic.internal.agent.WaitGraph;
import io.leanagentic.internal.await.AbstractAwait;
import io.leanagentic.internal.await.Answer;
import io.leanagentic.internal.await.Asker;
import io.leanagentic.internal.await.AwaitHost;
import io.leanagentic.internal.await.PromisedAnswer;
import io.leanagentic.internal.await.Replies;
import io.leanagentic.internal.channel.BoundedChannel;
import io.leanagentic.internal.scheduler.Aside;
import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.internal.scheduler.ServiceThread;
import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.internal.scheduler.Worker;
import io.leanagentic.internal.timer.TimerThread;
import io.leanagentic.internal.timer.TimerWheel;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Envelope;
import io.leanagentic.spi.Stepper;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The runtime: brings scheduler, timers, root agents and reports together. */
public final class RuntimeCore implements AgentRuntime, AwaitHost, WorkStealingScheduler.Host {
  private static final int STRIPES = 16;
  private static final long TICK_NANOS = 1_000_000;
  private static final int WHEEL_SLOTS = 64;
  private static final long MOST_SHARED = 256;
  private static final long PACE_NANOS = 1_000_000;

  private final RuntimeConfig config;
  private final Consumer<Thread> starter;
  private final Clock clock;
  private final AgentSettings defaultSettings;
  private final ConcurrentHashMap<AgentConfig, AgentSettings> otherSettings =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<AgentConfig, AgentSettings> loopSettings =
      new ConcurrentHashMap<>();
  private final @Nullable WorkStealingScheduler scheduler;
  private final @Nullable Stepper stepper;
  private final TimerWheel timers;
  private final @Nullable TimerThread timerThread;
  private final ConcurrentHashMap<String, AgentCell<?>> namedRoots = new ConcurrentHashMap<>();
  private final RootAgents[] roots = new RootAgents[STRIPES];
  private final WaitGraph waitGraph = new WaitGraph();
  private final Elsewhere elsewhere = new Elsewhere();
  private final RuntimeTelemetry reports;
  private final AtomicLong names = new AtomicLong();
  private final AtomicLong virtualTurns = new AtomicLong();
  private final SplittableRandom random;
  private final Frame stepFrame = new Frame(null);
  private final Shutdown shutdown;
  private final ExitHook exit;
  private volatile boolean guardsIntake;
  private volatile boolean intakeClosed;
  private volatile @Nullable ThreadMXBean threads;

  private RuntimeCore(RuntimeConfig config, Consumer<Thread> starter) {
    this.config = config;
    this.starter = starter;
    this.random = new SplittableRandom(config.seams().seed());
    this.clock = GuardedClock.around(config.seams().clock(), this::clockFailed);
    this.reports = new RuntimeTelemetry(clock, elsewhere);
    this.timers = new TimerWheel(clock, TICK_NANOS, WHEEL_SLOTS, this::timerFailed);
    for (int i = 0; i < STRIPES; i++) {
      roots[i] = new RootAgents(namedRoots);
    }
    this.stepper = config.seams().stepper().orElse(null);
    this.guardsIntake = stepper != null;
    if (stepper == null) {
      scheduler =
          new WorkStealingScheduler(
              config.workers(),
              config.ringSize(),
              random.nextLong(),
              config.stuckAfter(),
              config.seams().workerSetup(),
              starter,
              this);
      timerThread = TimerThread.start(timers, "lean-agentic-timer", starter);
    } else {
      scheduler = null;
      timerThread = null;
      stepper.start(timers);
    }
    this.defaultSettings = new AgentSettings(this, config.agents(), false);
    this.shutdown = new Shutdown(this);
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

  /** As above, by {@code starter}, which starts each thread of the runtime, or throws. */
  public static RuntimeCore start(RuntimeConfig config, Consumer<Thread> starter) {
    CapabilitySanitizer.requireSettings();
    Ready.make();
    return new RuntimeCore(Objects.requireNonNull(config, "config"), starter);
  }

  // For the inside.

  @Override
  public RuntimeConfig config() {
    return config;
  }

  public Clock clock() {
    return clock;
  }

  @Override
  public TimerWheel timers() {
    return timers;
  }

  public WaitGraph waitGraph() {
    return waitGraph;
  }

  @Override
  public SplittableRandom random() {
    synchronized (random) {
      return random.split();
    }
  }

  public @Nullable WorkStealingScheduler scheduler() {
    return scheduler;
  }

  RuntimeTelemetry reports() {
    return reports;
  }

  Elsewhere elsewhere() {
    return elsewhere;
  }

  public AgentSettings settings(AgentConfig agent) {
    Objects.requireNonNull(agent, "config");
    return agent == config.agents() ? defaultSettings : shared(otherSettings, agent, false);
  }

  /** As {@link #settings}, for a loop agent. */
  public AgentSettings loopSettings(AgentConfig agent) {
    Objects.requireNonNull(agent, "config");
    return shared(loopSettings, agent, true);
  }

  /** The settings that agents of this config share, unless there are too many configs to keep. */
  private AgentSettings shared(
      ConcurrentHashMap<AgentConfig, AgentSettings> known, AgentConfig agent, boolean loop) {
    AgentSettings settings = known.get(agent);
    if (settings == null) {
      settings = new AgentSettings(this, agent, loop);
      if (known.mappingCount() < MOST_SHARED) {
        known.put(agent, settings);
      }
    }
    return settings;
  }

  public String nextName() {
    return "$" + names.incrementAndGet();
  }

  /** The frame of the turn that the calling thread runs for this runtime, or null. */
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

  /** The frame of whichever worker is at work on {@code task}, or null. */
  public @Nullable Frame frameOf(Task task) {
    Frame own = Frame.ofThread(); // of a turn on a virtual thread, or under a stepper
    if (own != null && own.currentAcquire() == task) {
      return own;
    }
    return scheduler != null
        ? scheduler.frameOf(task)
        : stepFrame.currentAcquire() == task ? stepFrame : null;
  }

  /**
   * The count of messages that {@code task} has taken: exact if the calling thread or a worker is
   * at work on it, else {@code published}.
   */
  public int takenBy(Task task, int published) {
    Frame own = Frame.ofThread();
    int taken = own == null ? published : own.takenBy(task, published);
    return scheduler != null ? scheduler.takenBy(task, taken) : stepFrame.takenBy(task, taken);
  }

  /** Whether threads outside of turns must be looked at before they may send. */
  public boolean guardsIntake() {
    return guardsIntake;
  }

  public boolean intakeClosed() {
    return intakeClosed;
  }

  /** From now on signals of agents on threads of their own are looked at, as in their turns. */
  public void looksAtSignals() {
    if (!guardsIntake) {
      guardsIntake = true;
    }
  }

  void closeIntake() {
    exit.end();
    intakeClosed = true;
    guardsIntake = true;
  }

  public void submit(AgentCell<?> cell) {
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

  /** Runs a turn in the calling thread, for a stepper. */
  public void runHere(AgentCell<?> cell) {
    Frame outer = Frame.change(stepFrame);
    try {
      cell.runOn(stepFrame);
    } finally {
      Frame.change(outer);
    }
  }

  /**
   * Runs the turn of an agent that may block, or is a loop. If no thread can be made or started for
   * it, a worker tries again soon: what was sent to the agent is taken, so it must run. Throws
   * nothing, and calls users' code only where it holds up nobody but the caller.
   */
  public void runOnVirtualThread(AgentCell<?> cell) {
    virtualTurnGoesOn();
    try {
      var turn = new VirtualTurn(this, cell);
      if (ServiceThread.isCurrent()) {
        elsewhere.run(turn.begin());
      } else {
        turn.beginHere();
      }
    } catch (Throwable t) {
      hasNoThread(cell, t);
    }
  }

  /** The turn of {@code cell}, which was counted, cannot begin; a worker is to try again. */
  private void hasNoThread(AgentCell<?> cell, Throwable why) {
    virtualTurnRests();
    cell.runsOnAnyThread();
    if (scheduler != null) {
      scheduler.submit(cell);
    } else if (stepper != null) {
      stepper.ready(cell);
    }
    reports.noThread(cell, why);
  }

  /** On a worker, for an agent that could not get a thread. */
  public void runOnVirtualThreadAfterAll(AgentCell<?> cell) {
    if (scheduler != null) {
      LockSupport.parkNanos(this, PACE_NANOS);
    }
    runOnVirtualThread(cell);
  }

  /** What a virtual thread does; true once it is begun, or given up. */
  private static final class VirtualTurn extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // nobody does
    private final RuntimeCore core;

    @SuppressWarnings("serial")
    private final AgentCell<?> cell;

    @SuppressWarnings("serial")
    private final Frame frame = new Frame(null); // once the turn has begun it must not need memory

    VirtualTurn(RuntimeCore core, AgentCell<?> cell) {
      this.core = core;
      this.cell = cell;
      frame.mayBlock = true;
    }

    void beginHere() {
      try {
        core.starter.accept(core.config.seams().virtualThreads().newThread(this));
      } catch (Throwable t) {
        cannotBegin(t);
      }
    }

    private void cannotBegin(Throwable why) {
      if (!getAndSet(true)) { // else its thread runs, whatever the factory says
        core.hasNoThread(cell, why);
      }
    }

    /** As {@link #beginHere}, elsewhere. */
    Aside begin() {
      return new Aside() {
        @Override
        protected void work() {
          beginHere();
        }

        @Override
        protected void cannotRun(Throwable why) {
          cannotBegin(why);
        }
      };
    }

    @Override
    public void run() {
      if (!getAndSet(true)) {
        core.runOnThisVirtualThread(cell, frame);
      }
    }
  }

  private void runOnThisVirtualThread(AgentCell<?> cell, Frame frame) {
    try {
      for (boolean again = true; again; ) {
        again = false;
        try {
          Frame.change(frame);
          cell.runOn(frame);
        } catch (Throwable t) {
          again = survives(cell, t);
        }
      }
    } finally {
      virtualTurns.decrementAndGet();
      Frame.change(null);
      countHandled(frame);
    }
  }

  /** As {@link #crashed}, whatever that throws. */
  private boolean survives(AgentCell<?> cell, Throwable failure) {
    try {
      return crashed(cell, failure);
    } catch (Throwable t) {
      return true;
    }
  }

  /** An agent on a virtual thread has nothing to do. */
  public void virtualTurnRests() {
    virtualTurns.decrementAndGet();
  }

  /** An agent on a virtual thread is about to have something to do. */
  public void virtualTurnGoesOn() {
    virtualTurns.incrementAndGet();
  }

  /** The processor time of the calling thread in ns, or 0 if there is none to be had. */
  public long cpuNanos() {
    if (Thread.currentThread().isVirtual()) {
      return 0;
    }
    ThreadMXBean bean = threads;
    if (bean == null) {
      bean = ManagementFactory.getThreadMXBean();
      threads = bean;
    }
    return bean.isCurrentThreadCpuTimeSupported() ? bean.getCurrentThreadCpuTime() : 0;
  }

  /** Whether no turn runs and no agent waits for one, at this moment. */
  public boolean isQuiet() {
    return virtualTurns.get() == 0 && (scheduler == null || scheduler.isQuiet());
  }

  /**
   * Gives agents under a stepper a chance to go on; returns whether there is a stepper and
   * something ran.
   */
  public boolean step() {
    return stepper != null && stepper.step();
  }

  boolean isStepped() {
    return stepper != null;
  }

  /** Starts a thread of the runtime's own; false if none can be started. */
  boolean startThread(String name, Runnable body) {
    try {
      starter.accept(new ServiceThread(name, body));
      return true;
    } catch (Throwable t) {
      return false;
    }
  }

  @Nullable TimerThread timerThread() {
    return timerThread;
  }

  // Counts and reports.

  public void countSignal() {
    if (config.accounting()) {
      reports.signals.increment();
    }
  }

  public void countHandled() {
    reports.handledElsewhere(1);
  }

  /** Counts what was handled by way of {@code frame}, which is not a worker's. */
  public void countHandled(Frame frame) {
    reports.handledElsewhere(frame.handled);
    frame.handled = 0;
  }

  /** Why there are no more agents. */
  public static IllegalStateException closed() {
    return new IllegalStateException("the runtime is closed; no more agents can be spawned");
  }

  public @Nullable Frame beforeSpawn() {
    Frame frame = frame();
    // While it drains, agents may spawn what they need to finish; others may not.
    if (shutdown.begun() || (frame == null && intakeClosed)) {
      throw closed();
    }
    return frame;
  }

  /** Whether the runtime is being aborted, so that no agent is to do anything more. */
  public boolean isAborted() {
    return shutdown.aborted();
  }

  public void born() {
    Frame frame = frame();
    if (frame != null && frame.worker != null) {
      frame.spawned++;
    } else {
      reports.spawned.increment();
    }
  }

  public void spawnTook(long nanos) {
    reports.spawning.add(nanos);
  }

  public void waited(long nanos) {
    reports.waiting.add(nanos);
  }

  /** A message was refused; {@code loud} if its sender may not know. */
  public void rejected(AgentCell<?> recipient, Object message, boolean loud) {
    if (message instanceof Envelope envelope
        && reports.takes(envelope, () -> envelope.refused(recipient))) {
      return;
    }
    reports.rejected.increment();
    reports.publishUnlessNested(() -> new RuntimeEvent.Rejected(recipient, message));
    if (loud) {
      reports.overloaded(recipient);
    }
  }

  /** What fails a turn that sends more than its burst. */
  public BurstLimitException burstIsTooLong(
      AgentCell<?> sender, AgentCell<?> recipient, Object message) {
    int limit = sender.burst();
    reports.burstsTooLong.increment();
    reports.publish(() -> new RuntimeEvent.BurstLimit(sender, recipient, message, limit));
    return new BurstLimitException(
        sender.path()
            + " has "
            + limit
            + " signals that wait for room, and sends one more to "
            + recipient.path()
            + "; allowed: a burst of "
            + limit
            + ". Send a long series with context.signalAll or from a loop agent, or raise"
            + " AgentConfig.withBurst");
  }

  /**
   * A message was taken, and its agent, or that which was to send it, has ended before its turn.
   */
  public void lost(
      AgentCell<?> recipient,
      Object message,
      @Nullable Answer<?> answer,
      RuntimeEvent.DeadLetter.Reason reason) {
    reports.lost();
    deadLetter(recipient, message, answer, reason);
  }

  public void deadLetter(
      AgentCell<?> recipient,
      Object message,
      @Nullable Answer<?> answer,
      RuntimeEvent.DeadLetter.Reason reason) {
    if (message instanceof Envelope envelope
        && reports.takes(envelope, () -> envelope.returned(recipient, reason))
        && !shutdown.begun()) { // else nobody comes who could take it
      reports.returned.increment();
      return;
    }
    reports.deadLetter(recipient, message, reason);
    if (answer != null) {
      unanswered(recipient, answer, reason);
    }
    for (Answer<?> held : Replies.in(message)) {
      unanswered(recipient, held, reason);
    }
  }

  /** Waits if there is no memory: nobody else tells the asker. */
  private static void unanswered(
      AgentCell<?> recipient, Answer<?> answer, RuntimeEvent.DeadLetter.Reason reason) {
    while (!answer.isDone()) {
      try {
        answer.fail(
            switch (reason) {
              case STOPPED, ABORTED ->
                  new AgentStoppedException(
                      recipient.path() + " has ended or is ending and did not handle the question");
              case DROPPED_OLDEST, DROPPED_NEWEST, GROWTH_CAP ->
                  new AwaitException(
                      "the question to " + recipient.path() + " became a dead letter: " + reason);
            });
      } catch (OutOfMemoryError e) {
        Thread.onSpinWait();
      }
    }
  }

  public void pressure(AgentCell<?> cell, int depth) {
    reports.publish(() -> new RuntimeEvent.Pressure(cell, depth));
  }

  public void relief(AgentCell<?> cell, int depth) {
    reports.publish(() -> new RuntimeEvent.Relief(cell, depth));
  }

  public void agentParked(AgentCell<?> cell, AgentCell<?> full) {
    reports.agentParks.increment();
    reports.publish(() -> new RuntimeEvent.Parked(cell, full));
  }

  public void cycleOpened(List<AgentCell<?>> cycle, AgentCell<?> grown) {
    reports.cyclesOpened.increment();
    reports.publish(() -> new RuntimeEvent.CycleOpened(List.copyOf(cycle), grown, grown.bound()));
  }

  public void failed(AgentCell<?> cell, Throwable cause, Directive directive) {
    reports.failed(cell, cause, directive);
  }

  /** Counts a restart, whether or not its constructor fails. */
  public void countRestart() {
    reports.restarts.increment();
  }

  public void restarted(AgentCell<?> cell, int restarts) {
    reports.publish(() -> new RuntimeEvent.Restarted(cell, restarts));
  }

  public void ended(Terminated end) {
    reports.ended(end);
  }

  @Override
  public void lateReply(Object answer) {
    reports.lateReplies.increment();
    reports.publishUnlessNested(() -> new RuntimeEvent.LateReply(answer));
  }

  private void clockFailed(Throwable failure) {
    reports.callbackFailed(() -> "the clock failed; time stands still while it does", failure);
  }

  private void timerFailed(TimerWheel.Entry timer, Throwable failure) {
    reports.defect(timer, failure);
  }

  @Override
  public void callbackFailed(Supplier<String> what, Throwable failure) {
    reports.callbackFailed(what, failure);
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
    // Without heap or stack it will do better another time; else it ends, if that does not fail
    // too.
    boolean again =
        failure instanceof VirtualMachineError
            || (task instanceof AgentCell<?> cell && cell.endBecauseOf(failure));
    broken(task, failure);
    return again;
  }

  /** The runtime failed at something it does for {@code task}, and went on. Throws nothing. */
  public void broken(@Nullable Task task, Throwable failure) {
    reports.defect(task, failure);
  }

  public void log(String text) {
    reports.log(text);
  }

  // Blocking.

  @Override
  public void beforeBlocking(String what) {
    checkMayBlock(what);
  }

  /** As {@link #beforeBlocking}, whichever runtime's turn it is. */
  public static void checkMayBlock(String what) {
    if (ServiceThread.isCurrent()) {
      throw new IllegalStateException(
          "the thread "
              + Thread.currentThread().getName()
              + ", on which all depend, must not wait ("
              + what
              + ")");
    }
    Frame frame = Frame.ofThread();
    if (frame == null || frame.current() == null) {
      return;
    }
    if (frame.isAside()) {
      throw new IllegalStateException(
          "a callback or listener that runs in the turn of "
              + frame.current()
              + " must not wait ("
              + what
              + "); let another thread do it");
    }
    if (!frame.mayBlock) {
      throw new IllegalStateException(
          frame.current()
              + " must not wait in its turn ("
              + what
              + "); use context.await or onAnswer");
    }
  }

  @Override
  public void beforeJoin(AbstractAwait<?> await) {
    Frame frame = frame();
    if (frame != null && frame.current() instanceof AgentCell<?> cell) {
      BlockingAwaits.begin(cell, await);
    }
    while (!await.isDone() && step()) {}
  }

  @Override
  public void afterJoin(AbstractAwait<?> await) {
    Frame frame = frame();
    if (frame != null && frame.current() instanceof AgentCell<?> cell) {
      BlockingAwaits.end(cell);
    }
  }

  @Override
  public @Nullable Asker asker() {
    Frame frame = frame();
    return frame == null ? null : ((AgentCell<?>) Objects.requireNonNull(frame.current())).asker();
  }

  @Override
  public void needsChanged(PromisedAnswer<?> promise) {
    AwaitCycleException cycle = waitGraph.cycleThrough(promise);
    if (cycle != null) {
      promise.failBecause(cycle);
    }
  }

  // The public face.

  private RootAgents root() {
    return roots[(int) Thread.currentThread().threadId() & (STRIPES - 1)];
  }

  @Override
  public <M> AgentRef<M> spawn(
      String name, AgentConfig agent, Supplier<? extends Behavior<M>> factory) {
    return AgentSpawner.handler(
        root(),
        AgentCell.checked(name),
        settings(agent),
        Objects.requireNonNull(factory, "factory"),
        null);
  }

  @Override
  public <M> AgentRef<M> spawn(AgentConfig agent, Supplier<? extends Behavior<M>> factory) {
    return AgentSpawner.handler(
        root(), null, settings(agent), Objects.requireNonNull(factory, "factory"), null);
  }

  @Override
  public <M> AgentRef<M> spawn(String name, AgentConfig agent, Behavior<M> behavior) {
    return AgentSpawner.handler(
        root(),
        AgentCell.checked(name),
        settings(agent),
        null,
        Objects.requireNonNull(behavior, "behavior"));
  }

  @Override
  public <M> AgentRef<M> spawn(AgentConfig agent, Behavior<M> behavior) {
    return AgentSpawner.handler(
        root(), null, settings(agent), null, Objects.requireNonNull(behavior, "behavior"));
  }

  @Override
  public <M> AgentRef<M> spawn(String name, AgentConfig agent, AgentLoop<M> loop) {
    return AgentSpawner.loop(root(), AgentCell.checked(name), loopSettings(agent), loop);
  }

  @Override
  public <M> AgentRef<M> spawn(AgentConfig agent, AgentLoop<M> loop) {
    return AgentSpawner.loop(root(), null, loopSettings(agent), loop);
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
    if (Objects.requireNonNull(deadline, "deadline").isNegative()) {
      throw new IllegalArgumentException("deadline is " + deadline + "; allowed: zero or more");
    }
    return shutdown.close(deadline);
  }

  @Override
  public ShutdownReport abort() {
    return shutdown.abort();
  }

  @Override
  public <R> Promise<R> promise(Duration timeout) {
    var answer = new PromisedAnswer<R>(this, timeout);
    return new Promise<>(answer, answer);
  }

  @Override
  public <T> Channel<T> channel(int capacity) {
    return new BoundedChannel<>(this, capacity);
  }

  List<AgentCell<?>> rootCells() {
    var all = new ArrayList<AgentCell<?>>();
    for (RootAgents some : roots) {
      some.addTo(all);
    }
    return all;
  }

  /** No more roots from now on: who is about to spawn one looks once more. */
  void closeRoots() {
    for (RootAgents some : roots) {
      some.close();
    }
  }

  boolean hasRoots() {
    for (RootAgents some : roots) {
      if (!some.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<AgentRef<?>> roots() {
    var alive = new ArrayList<AgentRef<?>>(rootCells());
    alive.removeIf(root -> !root.isAlive());
    return List.copyOf(alive);
  }

  @Override
  public Optional<AgentRef<?>> find(String path) {
    if (!Objects.requireNonNull(path, "path").startsWith("/")) {
      throw new IllegalArgumentException(
          "agent path is '" + path + "'; allowed: names after slashes");
    }
    return Optional.ofNullable(
        RootAgents.find(namedRoots, Arrays.asList(path.substring(1).split("/"))));
  }

  @Override
  public Subscription listen(Consumer<? super RuntimeEvent> listener) {
    return reports.listen(listener);
  }

  @Override
  public RuntimeMetrics metrics() {
    return reports.metrics(scheduler, config.workers(), stepFrame, unsaid());
  }

  /** Signals that were not refused, against what became of them. Exact only while nothing runs. */
  public Books books() {
    RuntimeMetrics now = metrics();
    return new Books(
        reports.signals.sum(),
        now.handled(),
        RootAgents.waiting(rootCells()),
        now.deadLetters() + reports.returned.sum());
  }

  /** Failures of the runtime's threads that could not be reported when they came up. */
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

  /**
   * At rest, signals == handled + waiting + deadLetters. Needs {@link RuntimeConfig#accounting}.
   */
  public record Books(long signals, long handled, long waiting, long deadLetters) {
    public boolean balance() {
      return signals == handled + waiting + deadLetters;
    }
  }
}

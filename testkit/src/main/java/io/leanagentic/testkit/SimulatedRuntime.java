package io.leanagentic.testkit;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.ShutdownReport;
import io.leanagentic.capability.Sending;
import io.leanagentic.capability.Val;
import io.leanagentic.extension.AgentView;
import io.leanagentic.extension.Inspection;
import io.leanagentic.spi.Seams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole system of agents, one at a time and in virtual time: the agents, mailboxes, supervision,
 * timers, channels and asks of production, with a seed that picks which ready agent runs next. The
 * same seed gives the same schedule on any machine.
 *
 * <pre>{@code
 * try (var runtime = SimulatedRuntime.start(17)) {
 *   AgentRef<Message> bank = runtime.spawn("bank", Bank::new);
 *   runtime.invariant("money", () -> total() == 1_000);
 *   bank.signal(new Transfer("a", "b", 10));
 *   runtime.quiesce();
 * }
 * }</pre>
 *
 * <p>Nothing runs until the test lets it: by {@link #quiesce}, {@link #advance}, {@link
 * #eventually}, an expectation of a {@link Probe}, or a wait for an answer. A turn handles one
 * message and takes no time. Time moves only when no agent is ready, straight to the next timer, so
 * an hour of timeouts takes no longer than its turns.
 *
 * <p>Loop agents and those that {@linkplain AgentConfig#withBlocking block} have threads of their
 * own, of which one runs at a time; they must wait by means of the runtime only. Use it from one
 * thread.
 */
public final class SimulatedRuntime implements AutoCloseable {
  private static final Duration HORIZON = Duration.ofHours(1);
  static final long MOST_TURNS = 1_000_000;
  private static final long USUAL_TURNS = 1_000;

  private final long seed;
  private final Strategy strategy;
  private final SimulatedScheduler scheduler;
  private final AgentRuntime runtime;
  private final @Nullable ReplayGate replay;
  private long probes;
  private long links;
  private long mostTurns = MOST_TURNS;
  private boolean failed;
  private boolean closed;

  private SimulatedRuntime(long seed, Strategy strategy, Chooser chooser, RuntimeConfig config) {
    this(seed, strategy, new SimulatedScheduler(seed, chooser), null, config);
  }

  private SimulatedRuntime(
      long seed,
      Strategy strategy,
      SimulatedScheduler scheduler,
      @Nullable Recorded recorded,
      RuntimeConfig config) {
    this.seed = seed;
    this.strategy = strategy;
    this.scheduler = scheduler;
    Seams seams =
        Seams.system()
            .withSeed(seed)
            .withClock(scheduler.clock)
            .withVirtualThreads(scheduler)
            .withStepper(scheduler);
    replay = recorded == null ? null : scheduler.follow(recorded);
    runtime = AgentRuntime.start(config.withSeams(replay == null ? seams : seams.withGate(replay)));
    scheduler.listenTo(runtime);
  }

  /**
   * A system that repeats a {@link Recording}: its turns in their order, its timers, its time, its
   * random numbers. The test does what it did when the run was recorded, from the same thread, and
   * by threads of the same names, if it has some; what it sends waits for its place in that order.
   * When the recording is over the system goes on, and runs first who became ready first.
   *
   * @param file that {@link Recording} has written
   * @throws IllegalArgumentException if it is no recording, or not a whole one
   * @throws SimulationFailure later, from whatever runs the system, if that parts from the
   *     recording
   */
  public static SimulatedRuntime replay(Path file) {
    return replay(file, defaultConfig());
  }

  /** As above, with the config of the run that was recorded. */
  public static SimulatedRuntime replay(Path file, RuntimeConfig config) {
    Objects.requireNonNull(config, "config");
    return replay(Recorded.read(Objects.requireNonNull(file, "file")), config);
  }

  static SimulatedRuntime replay(Recorded recorded, RuntimeConfig config) {
    var strategy = Strategy.roundRobin();
    var scheduler =
        new SimulatedScheduler(
            recorded.seed, strategy.chooser(new SplittableRandom(0), 1), recorded.start);
    return new SimulatedRuntime(
        recorded.seed, strategy, scheduler, recorded, Recording.oneByOne(config));
  }

  /** How far the recording was repeated, if this is a replay. */
  public Optional<Replayed> replayed() {
    return Optional.ofNullable(replay).map(ReplayGate::result);
  }

  /** A system whose schedule is drawn from {@code seed}, each ready agent as likely as another. */
  public static SimulatedRuntime start(long seed) {
    return start(seed, Strategy.random());
  }

  /** As above, by another strategy. */
  public static SimulatedRuntime start(long seed, Strategy strategy) {
    return start(seed, strategy, defaultConfig());
  }

  /**
   * As above, with another config; what {@code config} says of workers, seams and stuck agents
   * plays no part. Sizes as small as possible find more: mailboxes of 1, for example.
   */
  public static SimulatedRuntime start(long seed, Strategy strategy, RuntimeConfig config) {
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(config, "config");
    var random = new SplittableRandom(seed);
    return new SimulatedRuntime(seed, strategy, strategy.chooser(random, USUAL_TURNS), config);
  }

  /**
   * Runs {@code test} for one schedule after the other, until all were run or it fails.
   *
   * @param strategy {@link Strategy#exhaustive}, or {@link Strategy#exhaustiveUnreduced}
   * @param most how many runs, 1 or more
   * @param config of each run
   * @param test gets a new system each time, which then runs until nothing is left to do; it must
   *     do the same with the same schedule
   */
  public static Explored explore(
      Strategy strategy, long most, RuntimeConfig config, Consumer<SimulatedRuntime> test) {
    if (most < 1) {
      throw new IllegalArgumentException("most is " + most + "; allowed: 1 or more");
    }
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(test, "test");
    Exploration exploration = strategy.exploration(most);
    do {
      var runtime = new SimulatedRuntime(1, strategy, exploration, config);
      try {
        test.accept(runtime);
        if (!runtime.closed) {
          runtime.quiesce();
        }
        runtime.close();
      } catch (Throwable failure) {
        runtime.abandon();
        throw failure;
      }
    } while (exploration.next());
    return exploration.result();
  }

  /** As above, with the default config. */
  public static Explored explore(Strategy strategy, long most, Consumer<SimulatedRuntime> test) {
    return explore(strategy, most, defaultConfig(), test);
  }

  /**
   * The running turn uses {@code thing}, which turns of other agents use, too: for {@link
   * Strategy#exhaustive}, which sees messages only. To be called in the agent's turn; elsewhere,
   * and on real workers, it does nothing.
   *
   * @param thing compared by {@code equals}
   */
  public static void touch(@Val Object thing) {
    SimulatedScheduler.touchInTurn(Objects.requireNonNull(thing, "thing"));
  }

  /** A system in which {@code chooser} picks who is next, for at most so many turns at once. */
  static SimulatedRuntime start(long seed, Strategy strategy, Chooser chooser, long turns) {
    var runtime = new SimulatedRuntime(seed, strategy, chooser, defaultConfig());
    runtime.mostTurns = turns;
    return runtime;
  }

  /** The defaults of the runtime, except that a turn handles one message. */
  public static RuntimeConfig defaultConfig() {
    return RuntimeConfig.defaults()
        .withWorkers(1)
        .withBudget(1, Duration.ofMillis(1))
        .withShutdownDeadline(Duration.ofMinutes(1));
  }

  /** What the schedule is drawn from. */
  public long seed() {
    return seed;
  }

  /** How the next agent is picked. */
  public Strategy strategy() {
    return strategy;
  }

  /** The runtime that is simulated, for code that takes one. Do not close it. */
  public AgentRuntime agents() {
    return runtime;
  }

  SimulatedScheduler scheduler() {
    return scheduler;
  }

  /** A number that stands for the order of all turns and timers so far. */
  public long signature() {
    return scheduler.signature();
  }

  /** Turns run so far. */
  public long turns() {
    return scheduler.turns();
  }

  /** The time of the agents, for those that look at it; the simulation moves it. */
  public ManualClock clock() {
    return scheduler.clock;
  }

  /** Virtual time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(scheduler.clock.nanoTime());
  }

  // Spawning.

  /** Spawns a root agent with fresh state from {@code factory}, also after each restart. */
  public <M> AgentRef<M> spawn(String name, @Sending Supplier<? extends Behavior<M>> factory) {
    return runtime.spawn(name, factory);
  }

  /** As above, with its own config. */
  public <M> AgentRef<M> spawn(
      String name, AgentConfig config, @Sending Supplier<? extends Behavior<M>> factory) {
    return runtime.spawn(name, config, factory);
  }

  /** Spawns a root agent from a lambda of context and message. */
  public <M> AgentRef<M> spawn(String name, @Sending Behavior<M> behavior) {
    return runtime.spawn(name, behavior);
  }

  /** As above, with its own config. */
  public <M> AgentRef<M> spawn(String name, AgentConfig config, @Sending Behavior<M> behavior) {
    return runtime.spawn(name, config, behavior);
  }

  /** A stand-in for an agent, for what the test expects to be sent or answered. */
  public <M> Probe<M> probe() {
    checkOpen();
    return new Probe<>(
        "probe-" + ++probes, runtime, new SimulatedPatience(this), Duration.ofSeconds(1));
  }

  /** A way to {@code agent} on which messages may suffer; each passes it until told otherwise. */
  public <M> Link<M> link(AgentRef<M> agent) {
    checkOpen();
    Objects.requireNonNull(agent, "agent");
    return new Link<>(this, "link-" + ++links, agent);
  }

  // Running.

  /**
   * Runs until nothing is left to do: turns, and timers that are due within an hour of virtual time
   * from now. Systems with a timer that repeats for ever come to rest after that hour.
   *
   * @return what is left
   * @throws SimulationFailure if an invariant is broken, or there is no end
   */
  public Quiescence quiesce() {
    run(() -> false, scheduler.clock.nanoTime() + HORIZON.toNanos());
    return look();
  }

  /**
   * Runs what is ready; time stands still, but for {@linkplain #slow slow} turns.
   *
   * @throws SimulationFailure if an invariant is broken, or there is no end
   */
  public void settle() {
    run(() -> false, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * Runs one turn, if an agent is ready; time stands still, unless it is a {@linkplain #slow slow}
   * one. Returns whether one was.
   *
   * @throws SimulationFailure if an invariant is broken
   */
  public boolean turn() {
    checkOpen();
    return guarded(() -> {
      scheduler.endTurn(Long.MAX_VALUE);
      return scheduler.turn() && scheduler.endTurn(Long.MAX_VALUE);
    });
  }

  /**
   * Runs for {@code time}, timers included. A {@linkplain #slow slow} turn that is not over by then
   * goes on when the simulation does.
   *
   * @throws SimulationFailure if an invariant is broken, or there is no end
   */
  public void advance(Duration time) {
    long end = scheduler.clock.after(time);
    run(() -> false, end);
    guarded(() -> {
      scheduler.moveTo(end);
      return true;
    });
  }

  /**
   * Lets {@code time} pass at once, as if the whole process had been stopped: no agent runs, and
   * what is due then fires when the simulation continues.
   */
  public void jump(Duration time) {
    checkOpen();
    scheduler.jump(time);
  }

  /**
   * Lets {@code time} pass in which timers fire, but no agent runs, as if all workers were busy. In
   * the turn of an agent: that long does it work.
   */
  public void elapse(Duration time) {
    checkOpen();
    scheduler.moveTo(scheduler.clock.after(time));
  }

  /**
   * Runs until {@code condition} holds, at most for {@code within} of virtual time.
   *
   * @param what it is, for the text of a failure
   * @throws SimulationFailure if it does not hold by then
   */
  public void eventually(String what, Duration within, BooleanSupplier condition) {
    Objects.requireNonNull(condition, "condition");
    if (!until(within, condition)) {
      throw failure(
          "eventually '" + what + "'",
          "'" + what + "' did not come true within " + within + " of virtual time");
    }
  }

  /** Runs until {@code condition} holds; false if it does not within {@code time}. */
  boolean until(Duration time, BooleanSupplier condition) {
    long end = scheduler.clock.after(time);
    if (run(condition, end)) {
      return true;
    }
    scheduler.moveTo(end);
    return condition.getAsBoolean();
  }

  private boolean run(BooleanSupplier until, long end) {
    return run(until, end, end);
  }

  /** Runs until timers, and turns that take time, would pass their ends. */
  private boolean run(BooleanSupplier until, long timersEnd, long turnsEnd) {
    checkOpen();
    return guarded(() -> {
      for (long begun = scheduler.turns(); ; ) {
        if (until.getAsBoolean()) {
          return true;
        }
        if (!scheduler.endTurn(turnsEnd) || (!scheduler.turn() && !scheduler.fireNext(timersEnd))) {
          return false;
        }
        if (scheduler.turns() - begun > mostTurns) {
          throw failure(
              "livelock", "no end after " + mostTurns + " turns; busiest: " + scheduler.busiest());
        }
      }
    });
  }

  private boolean guarded(BooleanSupplier body) {
    try {
      return body.getAsBoolean();
    } catch (Throwable t) {
      failed = true;
      throw t;
    }
  }

  static void checkTime(String what, Duration time) {
    Objects.requireNonNull(time, what);
    if (time.isNegative() || time.compareTo(Duration.ofDays(36_500)) > 0) {
      throw new IllegalArgumentException(
          what + " is " + time + "; allowed: zero to a hundred years");
    }
  }

  static void checkShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + "; allowed: 0 to 1");
    }
  }

  /** Of the seed, for event {@code number} of {@code agent}, in whatever order agents run. */
  SplittableRandom random(AgentRef<?> agent, long number) {
    return scheduler.random(agent.path(), number);
  }

  /** The running turn has called code of the test, which threw. */
  void broken(String what, Throwable thrown) {
    scheduler.broken(what, thrown);
  }

  // What must hold.

  /**
   * Checks {@code condition} now and after each turn. It may look into the agents: none of them
   * runs meanwhile.
   *
   * @throws SimulationFailure if it does not hold, or throws
   */
  public void invariant(String name, BooleanSupplier condition) {
    checkOpen();
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(condition, "condition");
    try {
      scheduler.invariant(name, condition);
    } catch (SimulationFailure e) {
      failed = true;
      throw e;
    }
  }

  SimulationFailure failure(String kind, String message) {
    failed = true;
    return new SimulationFailure(kind, message + scheduler.where(), null);
  }

  private Quiescence look() {
    var metrics = runtime.metrics();
    long waiting = 0;
    var parked = new ArrayList<SimulatedAgent>();
    for (SimulatedAgent agent : scheduler.agents()) {
      if (agent.ref().isAlive()) {
        waiting += agent.ref().profile().depth();
        if (agent.parkedOn != null) {
          parked.add(agent);
        }
      }
    }
    long timers = 0;
    var awaiting = new ArrayList<SimulatedAgent>();
    for (AgentView view : Inspection.of(runtime).agents(Integer.MAX_VALUE)) {
      timers += view.timers();
      if (view.activity() == AgentView.Activity.AWAITING) {
        awaiting.add(scheduler.agent(view.agent()));
      }
    }
    long next = scheduler.nextDeadline();
    return new Quiescence(
        scheduler.turns(),
        metrics.handled(),
        waiting,
        metrics.deadLetters(),
        metrics.agentsAlive(),
        refs(parked),
        refs(awaiting),
        timers,
        next == Long.MAX_VALUE
            ? Optional.empty()
            : Optional.of(Duration.ofNanos(next - scheduler.clock.nanoTime())));
  }

  private static List<AgentRef<?>> refs(List<SimulatedAgent> agents) {
    return agents.stream()
        .sorted(Comparator.comparingInt(agent -> agent.number))
        .<AgentRef<?>>map(SimulatedAgent::ref)
        .toList();
  }

  // Faults.

  /**
   * Makes {@code agent} fail with {@code cause} in its next turn, as if its behavior threw it. A
   * loop agent fails where it waits; catching exceptions there does not help it.
   */
  public void fail(AgentRef<?> agent, Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    scheduler.agent(agent).turn.fail(cause);
  }

  /**
   * Makes the next restart of {@code agent} fail with {@code cause}, as if its factory threw it,
   * which is one more failure of the agent. A loop agent has no factory, and goes on.
   */
  public void failRestart(AgentRef<?> agent, Throwable cause) {
    Objects.requireNonNull(cause, "cause");
    scheduler.agent(agent).turn.failRestart(cause);
  }

  /**
   * Makes {@code agent} fail at random: in the given share of its turns, which are drawn from the
   * seed. Zero ends that.
   *
   * @param share from 0 to 1
   */
  public void failAtRandom(AgentRef<?> agent, double share) {
    checkShare(share);
    scheduler.agent(agent).failShare = share;
  }

  /** Makes each turn of {@code agent} from now on take {@code time}; zero ends that. */
  public void slow(AgentRef<?> agent, Duration time) {
    checkTime("time", time);
    scheduler.agent(agent).slowByNanos = time.toNanos();
  }

  /**
   * Fills the mailbox of {@code agent} with {@code message}, until it refuses one. Returns how many
   * it took.
   */
  public <M> int fill(AgentRef<M> agent, @Val M message) {
    scheduler.agent(agent);
    int taken = 0;
    while (agent.trySignal(message).isTaken()) {
      taken++;
    }
    return taken;
  }

  // The end.

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("this simulation is over; start another one");
    }
  }

  List<Switch> switches() {
    return List.copyOf(scheduler.switches());
  }

  Chart draw() {
    return scheduler.draw();
  }

  /** Ends the system at once, whatever it does. */
  void abandon() {
    failed = true;
    close();
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Ends the system as {@link AgentRuntime#close} does, if nothing has failed before, else at once.
   *
   * @throws SimulationFailure if agents do not end
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    scheduler.ending();
    if (failed) {
      runtime.abort();
      return;
    }
    ShutdownReport report = runtime.shutdown(runtime.config().shutdownDeadline());
    if (!report.left().isEmpty()) {
      throw failure("leak", "agents do not end when they are stopped: " + report.left());
    }
  }
}

package io.leanagentic.testkit;

import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeEvent;
import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.capability.Val;
import io.leanagentic.spi.Stepper;
import io.leanagentic.spi.Turn;
import io.leanagentic.testkit.Switch.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the agents of a runtime one turn at a time, while the calling thread waits. */
@CapUnchecked("it runs one agent at a time, which is checked")
final class SimulatedScheduler implements Stepper, ThreadFactory {
  /*
   * Structure
   *   Agents that are ready wait in a list, those ready longest first; a chooser picks one, and it has one turn. Time
   *   stands still meanwhile. When nobody is ready, whoever drives the simulation may move the time to the next timer.
   *   A slow turn does all it does at its beginning; then nobody runs until its time has passed.
   *
   * Invariants
   *   I1  the same seed gives the same schedule       ScheduleTest.theSameSeedGivesTheSameScheduleOnAnyMachine
   *   I2  no turn begins within another               SimulatedRuntimeTest.anAgentCannotDriveItsOwnSimulation
   *   I3  only the driving thread and those of agents make agents ready
   *                                                   SimulatedRuntimeTest.aSignalOfAnotherThreadIsRefused
   */
  private static final int LAST = 64; // turns that a failure shows, a power of two
  static final int MOST_SWITCHES = 100_000; // of which a record is kept
  private static final long NEVER = Long.MAX_VALUE / 2;

  /** The simulation whose turn the thread runs, for what agents tell it. */
  private static final ThreadLocal<@Nullable SimulatedScheduler> RUNNING = new ThreadLocal<>();

  final ManualClock clock;
  private final long seed;
  private final Chooser chooser;
  private final boolean asks;
  private final Set<Object> touched = new HashSet<>();
  private final List<Switch> switches = new ArrayList<>();
  private final List<SimulatedAgent> ready = new ArrayList<>();
  private final IdentityHashMap<Turn, SimulatedAgent> agents = new IdentityHashMap<>();
  private final List<Invariant> invariants = new ArrayList<>();
  private final @Nullable SimulatedAgent[] last = new SimulatedAgent[LAST];
  private @Nullable TimerDriver timers;
  private @Nullable ReplayGate replay;
  private @Nullable Thread driver;
  private volatile @Nullable Thread stranger;
  private @Nullable SimulatedAgent previous;
  private @Nullable String insteadOf;
  private @Nullable Chart chart;
  private @Nullable List<Effects.Sent> recorded;
  private Set<String> recordedOthers = Set.of();
  private long busyUntil; // by the last turn, if that was slow
  private @Nullable SimulationFailure broken;
  private boolean inTurn;
  private boolean ending;
  private final ThreadLocal<@Nullable Boolean> ofAgent = new ThreadLocal<>();
  private long turns;
  private long signature = 0xcbf29ce484222325L;

  private record Invariant(String name, BooleanSupplier condition) {}

  SimulatedScheduler(long seed, Chooser chooser) {
    this(seed, chooser, Instant.EPOCH);
  }

  SimulatedScheduler(long seed, Chooser chooser, Instant start) {
    this.clock = new ManualClock(start);
    this.seed = seed;
    this.chooser = chooser;
    this.asks = chooser.looksAtAll();
  }

  /** A recording decides who runs, as long as it lasts. */
  ReplayGate follow(Recorded recorded) {
    var gate = new ReplayGate(recorded, this);
    replay = gate;
    return gate;
  }

  private boolean follows() {
    return replay != null && replay.isFollowing();
  }

  /** Notes which agents are parked. */
  void listenTo(AgentRuntime runtime) {
    runtime.listen(event -> {
      if (event instanceof RuntimeEvent.Parked(var agent, var full)) {
        agent(agent).parkedOn = full;
      }
    });
  }

  @Override
  public void start(TimerDriver driver) {
    timers = driver;
  }

  @Override
  public void ready(Turn turn) {
    synchronized (ready) {
      if (replay != null && replay.isHere()) {
        // in its place in the recording, whatever thread it is
      } else if (driver == null) {
        driver = Thread.currentThread();
      } else if (driver != Thread.currentThread() && ofAgent.get() == null) {
        stranger = Thread.currentThread();
      }
      ready.add(agent(turn));
    }
    touch(turn.path());
  }

  /** A thread of a loop or blocking agent, which runs while the driver waits for it. */
  @Override
  public Thread newThread(Runnable body) {
    return Thread.ofVirtual()
        .unstarted(() -> {
          ofAgent.set(true);
          body.run();
        });
  }

  @Override
  public void sent(Turn to, Object message) {
    if (chart != null) {
      chart.sent(agent(to).path, message);
    }
    if (recorded != null) {
      recorded.add(new Effects.Sent(to.path(), message));
    }
  }

  /** From now on what is sent goes to {@code sent}, if that is not null, and whom it concerns. */
  void record(@Nullable List<Effects.Sent> sent, Set<String> others) {
    recorded = sent;
    recordedOthers = others;
  }

  /** Draws what happens from now on. */
  Chart draw() {
    var drawn = new Chart();
    chart = drawn;
    return drawn;
  }

  /** The context switches so far. */
  List<Switch> switches() {
    return switches;
  }

  @Override
  public boolean step() {
    boolean passes = clock.nanoTime() < busyUntil;
    endTurn(Long.MAX_VALUE);
    return turn() || fireNext(Long.MAX_VALUE) || passes;
  }

  /** Lets the time pass that the last turn takes, at most until {@code end}; whether it is over. */
  boolean endTurn(long end) {
    if (clock.nanoTime() < busyUntil) {
      moveTo(Math.min(busyUntil, end));
    }
    return clock.nanoTime() >= busyUntil;
  }

  /** Runs one turn, if an agent is ready. */
  boolean turn() {
    if (follows()) {
      checkThread();
      if (Objects.requireNonNull(replay).step()) {
        return true;
      }
      if (follows()) {
        return false; // the test must act first
      }
    }
    SimulatedAgent next;
    synchronized (ready) {
      checkThread();
      if (ready.isEmpty()) {
        return false;
      }
      insteadOf = null;
      tell(false);
      next = ready.remove(ready.size() > 1 || (asks && !ending) ? choose() : 0);
    }
    run(next);
    return true;
  }

  /** Removes the agent at {@code path} from those that are ready; null if it is not. */
  @Nullable SimulatedAgent takeReady(String path) {
    synchronized (ready) {
      for (int i = 0; i < ready.size(); i++) {
        if (ready.get(i).path.equals(path)) {
          return ready.remove(i);
        }
      }
      return null;
    }
  }

  List<String> readyPaths() {
    synchronized (ready) {
      return ready.stream().map(agent -> agent.path).toList();
    }
  }

  int fireDue() {
    return timers().fireDue();
  }

  /** Runs a turn of {@code next}, which was ready and is not any more. */
  void run(SimulatedAgent next) {
    touch(next.path);
    if (chart != null) {
      chart.turn(turns + 1, next.path, insteadOf);
    }
    if (next.failShare > 0 && chance(next) < next.failShare) {
      next.turn.fail(new InjectedFault(next.path, next.turns + 1));
    }
    previous = next;
    last[(int) (turns++ & (LAST - 1))] = next;
    next.turns++;
    next.parkedOn = null;
    note(next.path.hashCode());
    long handled = chart == null ? 0 : next.ref().profile().handled();
    inTurn = true;
    if (asks) {
      RUNNING.set(this);
    }
    try {
      next.turn.run();
    } finally {
      inTurn = false;
      if (asks) {
        RUNNING.remove();
      }
      if (chart != null) {
        chart.endTurn(next.ref().profile().handled() > handled);
      }
    }
    tell(next.slowByNanos > 0 || next.turn.hasThread());
    if (next.slowByNanos > 0) {
      busyUntil = Math.min(NEVER, clock.nanoTime() + next.slowByNanos);
    }
    check();
  }

  @Override
  public void touched(Turn agent) {
    if (asks) {
      touch(agent.path());
    }
    if (recorded != null) {
      recordedOthers.add(agent.path());
    }
  }

  /** The running turn, or somebody outside, uses what others may use. */
  void touch(Object what) {
    if (asks) {
      synchronized (touched) {
        touched.add(what);
      }
    }
  }

  /** As {@link #touch}, for the simulation whose turn the calling thread runs. */
  static void touchInTurn(@Val Object what) {
    SimulatedScheduler running = RUNNING.get();
    if (running != null) {
      running.touch(what);
    }
  }

  private void tell(boolean all) {
    if (asks && !ending) {
      synchronized (touched) {
        if (all || !touched.isEmpty()) {
          chooser.did(Set.copyOf(touched), all);
          touched.clear();
        }
      }
    }
  }

  /** The index of the next agent; notes where that is a switch. */
  private int choose() {
    int chosen = ending && asks ? 0 : chooser.choose(ready, previous);
    int usual = Replay.usual(ready);
    insteadOf = chosen == usual ? null : ready.get(usual).path;
    if (insteadOf != null && switches.size() < MOST_SWITCHES) {
      switches.add(new Switch(Moment.after(previous), ready.get(chosen).path, insteadOf));
    }
    return chosen;
  }

  /**
   * From 0 to 1, from the seed and the number of its next turn: it does not change with the
   * schedule.
   */
  private double chance(SimulatedAgent agent) {
    return random(agent.path, agent.turns).nextDouble();
  }

  SplittableRandom random(String path, long number) {
    return new SplittableRandom(seed ^ path.hashCode() * 0x9e3779b97f4a7c15L + number);
  }

  private void checkThread() {
    if (inTurn) {
      throw new IllegalStateException(
          "an agent cannot run the simulation in which it has its turn; let the test do it");
    }
    driver = Thread.currentThread();
    if (ending) {
      return;
    }
    Thread other = stranger;
    if (other != null) {
      stranger = null;
      throw new IllegalStateException(
          "thread '"
              + other.getName()
              + "' made an agent ready; allowed: agents and the thread of the test, else the seed"
              + " would not decide the schedule");
    }
  }

  /** Fires the next timers if they are due by {@code end}. */
  boolean fireNext(long end) {
    long next = follows() ? Long.MAX_VALUE : nextDeadline();
    if (next == Long.MAX_VALUE || next > end) {
      return false;
    }
    moveTo(next);
    return true;
  }

  /** Moves the time, firing each timer on the way. */
  void moveTo(long end) {
    if (follows()) {
      return; // time moves as it was recorded
    }
    tell(false);
    for (long next = nextDeadline(); next <= end && next != Long.MAX_VALUE; next = nextDeadline()) {
      clock.moveTo(next);
      note(next);
      timers().fireDue();
    }
    clock.moveTo(end);
    synchronized (touched) {
      touched.clear(); // nobody was ready whose turn could have come before the timers
    }
  }

  /** Lets the time pass while nothing happens, the last turn included. */
  void jump(Duration time) {
    long before = clock.nanoTime();
    clock.advance(time);
    if (before < busyUntil) {
      busyUntil = Math.min(NEVER, busyUntil + clock.nanoTime() - before);
    }
  }

  private void note(long what) {
    signature = (signature ^ what) * 0x100000001b3L;
  }

  /** When the next timer is due; one that is centuries away never is. */
  long nextDeadline() {
    long next = timers().nextDeadline();
    return next > NEVER ? Long.MAX_VALUE : next;
  }

  private TimerDriver timers() {
    return Objects.requireNonNull(timers, "a scheduler belongs to a runtime");
  }

  void invariant(String name, BooleanSupplier condition) {
    invariants.add(new Invariant(name, condition));
    check();
  }

  /** What the running turn called has thrown, which fails the test. */
  void broken(String what, Throwable thrown) {
    if (broken == null && !ending) {
      broken = new SimulationFailure(what, what + " threw " + thrown + where(), thrown);
    }
  }

  private void check() {
    SimulationFailure failure = broken;
    if (failure != null) {
      broken = null;
      throw failure;
    }
    for (int i = 0; i < invariants.size(); i++) {
      Invariant invariant = invariants.get(i);
      String kind = "invariant '" + invariant.name + "'";
      boolean holds;
      try {
        holds = invariant.condition.getAsBoolean();
      } catch (Throwable t) {
        invariants.clear(); // it would fail while the runtime ends, too
        throw new SimulationFailure(kind, kind + " threw " + t + where(), t);
      }
      if (!holds) {
        invariants.clear();
        throw new SimulationFailure(kind, kind + " does not hold" + where(), null);
      }
    }
  }

  /** From now on nothing is checked: the end of the runtime may break what held before. */
  void ending() {
    ending = true;
    if (replay != null) {
      replay.open();
    }
    chart = null;
    invariants.clear();
  }

  SimulatedAgent agent(AgentRef<?> ref) {
    return agent((Turn) Objects.requireNonNull(ref, "agent")); // an agent is its own turn
  }

  private SimulatedAgent agent(Turn turn) {
    return agents.computeIfAbsent(turn, t -> new SimulatedAgent(agents.size(), t));
  }

  Collection<SimulatedAgent> agents() {
    return agents.values();
  }

  long turns() {
    return turns;
  }

  long signature() {
    return signature;
  }

  /** The agents with the most turns. */
  String busiest() {
    return agents.values().stream()
        .sorted(Comparator.comparingLong((SimulatedAgent agent) -> -agent.turns))
        .limit(3)
        .map(agent -> agent.path + " with " + agent.turns)
        .collect(Collectors.joining(", "));
  }

  /** When it happened, for the text of a failure: the time, and who ran last. */
  String where() {
    var text = new StringBuilder(", ");
    text.append("after ").append(turns).append(" turns");
    text.append(" and ").append(Duration.ofNanos(clock.nanoTime()));
    text.append("; last turns:");
    for (long i = Math.max(0, turns - 8); i < turns; i++) {
      text.append(' ').append(Objects.requireNonNull(last[(int) (i & (LAST - 1))]).path);
    }
    String replayed = replay == null ? "" : replay.where();
    return (turns == 0 ? ", before the first turn" : text) + replayed;
  }
}

package io.leanagentic.testkit;

import io.leanagentic.capability.CapUnchecked;
import io.leanagentic.spi.Gate;
import io.leanagentic.spi.Turn;
import io.leanagentic.testkit.Recorded.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Repeats a recorded run in a simulation, event by event. */
@CapUnchecked("its fields are used behind its lock")
final class ReplayGate implements Gate {
  /*
   * Structure
   *   `next` is the event that comes next. A turn or a timer is run by whichever thread finds it there: the one that
   *   drives the simulation, or one outside that is about to reach an agent and whose own event comes later. An event of
   *   another thread is waited for: that thread does what it did when it was recorded, and comes here.
   *
   *   Threads are told apart by their names. If the recording has no such name, a number in it may differ, as the number
   *   of a pool does from run to run, the last number last; threads that are alike in all that come in their order.
   *
   *   Once replay and recording have parted, or the recording has ended, the gate is open, and the simulation goes on as
   *   any other.
   *
   * Invariants
   *   Y1  an event happens only if it is the next          RecordingTest.aHealthyRunIsRepeatedTurnByTurn
   *   Y2  where they part is said, and nothing is skipped  ReplayTest.anotherProgramIsTold
   *   Y3  a thread keeps its part, whichever comes first   RecordingTest.threadsAreToldApartByTheirNames
   */
  private static final long PATIENCE_MILLIS = 10_000;

  private final Recorded recorded;
  private final SimulatedScheduler scheduler;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final Map<Thread, Integer> threads = new HashMap<>();
  private int next;
  private long turns;
  private volatile boolean over;
  private @Nullable SimulationFailure parted;

  ReplayGate(Recorded recorded, SimulatedScheduler scheduler) {
    this.recorded = recorded;
    this.scheduler = scheduler;
    threads.put(Thread.currentThread(), 0);
  }

  // For the simulation.

  /** Whether the recording says what happens next. */
  boolean isFollowing() {
    return !over;
  }

  /** Whether the calling thread is at its event. */
  boolean isHere() {
    return lock.isHeldByCurrentThread();
  }

  /**
   * Repeats what comes next, up to the next turn or timer.
   *
   * @return false if the calling thread is to do something first, or nothing comes any more
   */
  boolean step() {
    lock.lock();
    try {
      while (!over) {
        Event event = event();
        if (event == null) {
          return false;
        }
        boolean runs = event.kind() == RecordingWriter.TURN || event.kind() == RecordingWriter.FIRE;
        if (event.kind() == RecordingWriter.REACH && event.thread() == thread()) {
          return false;
        }
        repeat(event);
        if (runs) {
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** From now on the simulation goes its own way. */
  void open() {
    over = true;
  }

  /** How far it has come, for the text of a failure. */
  String where() {
    String of = "; replay of " + recorded.file + ": turn " + turns + " of " + recorded.turns();
    return turns == recorded.turns() ? of + ", where " + recorded.end() : of;
  }

  Replayed result() {
    return new Replayed(turns, recorded.turns(), recorded.end());
  }

  // For the runtime.

  @Override
  public void beginTurn(Turn agent) {}

  @Override
  public void endTurn() {}

  @Override
  public void beginReach(@Nullable Turn agent) {
    lock.lock();
    if (lock.getHoldCount() > 1 || over) {
      return;
    }
    try {
      int me = thread();
      for (Event event = event(); event != null; event = event()) {
        if (event.kind() == RecordingWriter.REACH && event.thread() == me) {
          checkReached(event, agent);
          scheduler.clock.moveTo(event.nanos());
          done();
          return;
        }
        repeat(event);
      }
    } catch (Throwable t) {
      lock.unlock();
      throw t;
    }
  }

  @Override
  public void endReach() {
    lock.unlock();
  }

  @Override
  public int fire(IntSupplier due) {
    return due.getAsInt();
  }

  @Override
  public void loses(String what) {
    open(); // the recording ends here, too
  }

  // Its events.

  /** The next event; null if there is none any more. */
  private @Nullable Event event() {
    if (next == recorded.events.size()) {
      open();
    }
    return over ? null : recorded.events.get(next);
  }

  private void done() {
    next++;
    moved.signalAll();
  }

  private void repeat(Event event) {
    switch (event.kind()) {
      case RecordingWriter.TURN -> {
        SimulatedAgent agent = ready(event);
        scheduler.clock.moveTo(event.nanos());
        turns++;
        done();
        scheduler.run(agent);
      }
      case RecordingWriter.FIRE -> {
        scheduler.clock.moveTo(event.nanos());
        done();
        scheduler.fireDue();
      }
      case RecordingWriter.REACH -> awaitOther(event);
      default -> {
        scheduler.clock.moveTo(event.nanos());
        done();
      }
    }
  }

  private SimulatedAgent ready(Event event) {
    Recorded.Agent wanted = recorded.agents.get(event.agent());
    SimulatedAgent agent = scheduler.takeReady(wanted.path());
    if (agent == null) {
      throw part(
          "the recording has a turn of "
              + wanted.path()
              + ", which is not ready; ready are "
              + scheduler.readyPaths());
    }
    checkType(wanted, agent.turn);
    return agent;
  }

  private void checkType(Recorded.Agent wanted, Turn agent) {
    if (!agent.type().equals(wanted.type())) {
      throw part(
          "in the recording "
              + wanted.path()
              + " is a "
              + wanted.type()
              + ", and here a "
              + agent.type());
    }
  }

  private void checkReached(Event event, @Nullable Turn agent) {
    String here = agent == null ? "spawns an agent" : "reaches " + agent.path();
    Recorded.Agent wanted = event.agent() < 0 ? null : recorded.agents.get(event.agent());
    String there = wanted == null ? "spawns an agent" : "reaches " + wanted.path();
    if (!here.equals(there)) {
      throw part(
          "in the recording thread '"
              + recorded.threads.get(event.thread())
              + "' "
              + there
              + ", and here it "
              + here);
    }
    if (wanted != null && agent != null) {
      checkType(wanted, agent);
    }
  }

  /** Waits for another thread to do {@code event}. */
  private void awaitOther(Event event) {
    long left = TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    int here = next;
    while (next == here && !over) {
      if (left <= 0) {
        throw part(
            "in the recording thread '"
                + recorded.threads.get(event.thread())
                + "' reaches an agent, and here it does not come within "
                + PATIENCE_MILLIS / 1000
                + " s");
      }
      try {
        left = moved.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw part("it was interrupted");
      }
    }
  }

  /** The number of the calling thread in the recording. */
  private int thread() {
    Thread current = Thread.currentThread();
    Integer known = threads.get(current);
    if (known != null) {
      return known;
    }
    int best = 0;
    int likeness = 0;
    for (int i = 1; i < recorded.threads.size(); i++) {
      int like =
          threads.containsValue(i) ? 0 : likeness(recorded.threads.get(i), current.getName());
      if (like > likeness) {
        likeness = like;
        best = i;
      }
    }
    if (likeness > 0) {
      threads.put(current, best);
      moved.signalAll();
      return best;
    }
    throw part(
        "thread '"
            + current.getName()
            + "' reaches an agent, and in the recording only "
            + recorded.threads
            + " do");
  }

  /** 3 if two names are equal, 2 or 1 if they differ in numbers only, 0 if in more. */
  private static int likeness(String one, String other) {
    if (one.equals(other)) {
      return 3;
    }
    if (equalWithout("\\d+(?=\\D+\\d)", one, other)) { // the last number stays
      return 2;
    }
    return equalWithout("\\d+", one, other) ? 1 : 0;
  }

  private static boolean equalWithout(String numbers, String one, String other) {
    return one.replaceAll(numbers, "#").equals(other.replaceAll(numbers, "#"));
  }

  private SimulationFailure part(String why) {
    open();
    moved.signalAll();
    var failure =
        new SimulationFailure(
            "replay",
            "replay and recording part at turn "
                + (turns + 1)
                + " of "
                + recorded.turns()
                + ": "
                + why
                + "; "
                + recorded.file
                + " may be of another program, or it depends on more"
                + " than was recorded: the machine's clock, random numbers, identity hashes, shared"
                + " objects, channels that threads outside use",
            null);
    parted = failure;
    return failure;
  }

  /** Where replay and recording have parted, if they have. */
  @Nullable SimulationFailure parted() {
    return parted;
  }
}

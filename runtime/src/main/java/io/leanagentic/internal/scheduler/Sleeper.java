package io.leanagentic.internal.scheduler;

import org.jspecify.annotations.Nullable;

/** A worker that has found no task: its sleep, and its guard over those that have some. */
final class Sleeper {
  /*
   * Guard
   *   At its start nobody can tell that a turn will be long, and waking a worker for each message would cost more than
   *   most turns. So while some workers run, one of the sleepers is on guard: it sleeps for short times, and takes over
   *   what waits behind a message that has been running for too long. Each look takes a processor from somebody for a
   *   moment, so the guard waits for a sixteenth of the time since one was last needed: where one is rarely needed,
   *   work waits a little longer for it. A worker that has slept calls the guard when it first makes something ready
   *   (`Worker.careful`); one that goes to sleep while others run stands guard unasked.
   *
   * Invariants
   *   W6  while one runs and another sleeps, one is on guard   SlotlatencyTest.aSleeperTakesWhatALongMessageMakesReady
   */
  private static final long GUARD_NANOS = 50_000; // between two looks, while a guard is needed
  private static final long MOST_GUARD_NANOS = 2_000_000; // if none was needed for long
  private static final int GUARD_SHARE = 16; // it waits for a sixteenth of the time since then
  private static final int LAST_LOOKS = 8; // before it ends its guard, once all sleep

  private final Worker worker;
  private final WorkStealingScheduler scheduler;
  private final IdleWorkers idle;
  private final Machine machine;
  private final Search search;

  /** Whether it was taken from the sleepers since it went to sleep; the waker sets this. */
  private volatile boolean awoken;

  long parks; // other threads may read a value that is a moment old

  Sleeper(Worker worker, WorkStealingScheduler scheduler, Search search) {
    this.worker = worker;
    this.scheduler = scheduler;
    this.idle = scheduler.idle;
    this.machine = scheduler.machine;
    this.search = search;
  }

  /**
   * Sleeps until there may be a task. Called by the worker's thread.
   *
   * @return whether it slept
   */
  boolean sleep() {
    IdleWorkers.Sleep sleep = idle.sleep(worker, search.on);
    if (sleep == IdleWorkers.Sleep.NEVER) {
      return false; // if it counts as searching it still does; Worker.run() ends that
    }
    search.on = false;
    // Pairs with the fence in WorkStealingScheduler.wakeOne().
    if (sleep == IdleWorkers.Sleep.AFTER_ANOTHER_LOOK
        && (scheduler.hasWorkToShare() || scheduler.isStopping())
        && idle.cancelSleep(worker)) {
      scheduler.wokeItself();
      return false;
    }
    parks++;
    boolean wokeItself = false;
    while (!awoken && !wokeItself) {
      if (idle.isGuard(worker)) {
        wokeItself = standGuard();
      } else {
        machine.park(worker);
      }
      Thread.interrupted(); // with it, park() would always return at once
    }
    awoken = false;
    // The waker counted this worker as searching.
    search.on = wokeItself ? idle.beginSearch() : !scheduler.isStopping();
    return true;
  }

  /** Ends the sleep of this worker, which the caller has taken from the sleepers. */
  void wake() {
    awoken = true;
    machine.unpark(worker);
  }

  /** Something was thrown in {@link #sleep}, perhaps: from now on the worker counts as awake. */
  void survive() {
    if (idle.cancelSleep(worker)) {
      search.on = false;
    } else if (awoken) { // and counted as searching
      awoken = false;
      search.on = true;
    }
  }

  /**
   * Watches the running workers until this one is woken, finds one that is held, or all sleep.
   *
   * @return whether it found one, and has taken itself from the sleepers
   */
  private boolean standGuard() {
    int last = 0;
    while (!awoken) {
      long unneeded = (machine.nanos() - idle.guardNeededAt()) / GUARD_SHARE;
      machine.parkNanos(worker, Math.clamp(unneeded, GUARD_NANOS, MOST_GUARD_NANOS));
      Thread.interrupted();
      Worker late = awoken ? null : held();
      if (late != null && idle.cancelSleep(worker)) {
        search.held = late;
        idle.guardNeeded();
        scheduler.wokeItself();
        return true;
      }
      last = idle.allAsleep() ? last + 1 : 0;
      if (last > LAST_LOOKS && idle.endGuard(worker)) {
        return false;
      }
    }
    return false;
  }

  /** A worker that is held by a long message while tasks wait for it; null if there is none. */
  private @Nullable Worker held() {
    for (Worker victim : scheduler.victims()) {
      if (victim != worker) {
        machine.looksAt(victim);
        if (victim.hasWaiting() && search.isHeld(victim)) {
          return victim;
        }
      }
    }
    return null;
  }
}

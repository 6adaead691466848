package io.leanagentic.internal.scheduler;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How a worker that has no task looks for one elsewhere. Its own thread only. */
final class Search {
  /*
   * A worker makes PASSES over all victims and the global queue before it sleeps: that costs less than to sleep and be
   * woken. Only half of the workers search at a time, and a producer wakes nobody while one does; see IdleWorkers.
   *
   * Sharing
   *   Waking a worker costs more than many turns, and agents that talk to each other are fastest on one worker. A thief
   *   may find a queue whose turns will be over before it could help. It leaves that queue alone and sets `shareAbove`
   *   there: up to that size nobody is woken for the queue, until the next tick of the watchdog or a turn that is known
   *   to be long. Among many workers it takes half of a queue with two tasks or more all the same: agents that talk to
   *   each other for long stay where they are first put, and where chance put too many they would stay too many.
   *
   *   An agent that is taken to another worker costs trips there: of its queue entry, its mailbox, and what its turn
   *   reads; and each signal to it costs the sender one. What a trip costs differs tenfold between machines, and changes
   *   while a virtual machine runs. A theft is a few trips, so each one measures them. A thief whose loot took less time
   *   than its trips waits before it comes again, twice as long each time; else half as long. Meanwhile agents gather
   *   messages, and a turn costs less per message.
   *
   *   What is in the slot of another worker waits for the current turn only. A thief takes it once one message has been
   *   running for SLOT_AGE. That takes a thief a while to see, so it marks the turn of the victim: what that makes ready
   *   from then on does not go into the slot.
   */
  private static final int PASSES = 4; // over all victims, before it sleeps
  private static final int SPINS = 64; // between two passes
  private static final int MOST_GLOBAL = 128; // more tasks from the global queue, at a time
  private static final int MANY_WORKERS =
      8; // from here on, a few agents more or less are felt on each
  private static final int CROWD = 2; // waiting tasks that are then worth a trip, however short
  private static final long LOOK_NANOS = 3_000; // a look at the pace of a victim with little work
  private static final long LEAST_PATIENCE = 500; // ns, after one theft that did not pay
  private static final long MOST_PATIENCE = 16_000; // ns, after many of those
  private static final int PAYS = 4; // times the cost of a theft, that a stolen task should take
  private static final int SMOOTH = 8; // a new measurement of that cost counts for so much less
  private static final long SLOT_AGE_NANOS = 10_000; // of a message, until others take the slot

  private final Worker worker;
  private final WorkStealingScheduler scheduler;
  private final IdleWorkers idle;
  private final GlobalQueue global;
  private final Machine machine;
  private final SplittableRandom random;

  /** Whether the worker searches, and is counted so. */
  boolean on;

  /** A worker with a long message, and tasks that wait behind it: to be looked at first. */
  @Nullable Worker held;

  private long stoleAt;
  private int loot; // tasks stolen then; 0 once that was judged

  // Other threads may read values that are a moment old.
  long theftNanos; // what a theft costs, about
  long patience; // ns to wait before it steals again
  long steals;
  long stolen;

  Search(Worker worker, WorkStealingScheduler scheduler, long seed) {
    this.worker = worker;
    this.scheduler = scheduler;
    this.idle = scheduler.idle;
    this.global = scheduler.global;
    this.machine = scheduler.machine;
    this.random = new SplittableRandom(seed);
  }

  /** A task to run, or null if the worker should sleep; {@link #end} ends the search. */
  @Nullable Task find() {
    Worker late = held;
    if (late != null) {
      held = null;
      Task task = takeBehind(late);
      if (task != null) {
        return task;
      }
    }
    if (scheduler.workers() == 1 && !scheduler.hasDetached()) {
      for (int i = 0; i < PASSES * SPINS && global.isEmpty(); i++) {
        machine.spin(); // a task may come sooner than a thread can sleep and wake
      }
      return global.takeBatch(worker.queue, worker.number, 1, MOST_GLOBAL);
    }
    if (!on && !idle.beginSearch()) {
      return null;
    }
    on = true;
    letGather();
    for (int pass = 1; pass <= PASSES; pass++) {
      Task task = steal(pass == PASSES);
      if (task == null) {
        task = global.takeBatch(worker.queue, worker.number, scheduler.workers(), MOST_GLOBAL);
      }
      if (task != null) {
        return task;
      }
      for (int i = 0; i < SPINS; i++) {
        machine.spin();
      }
    }
    return null;
  }

  /** The worker has found a task, or ends. */
  void end() {
    if (on) {
      on = false;
      // A producer that saw this one search woke nobody: pairs with the fence in wakeOne().
      if (idle.endSearch() && scheduler.hasWorkToShare()) {
        scheduler.wakeOne();
      }
    }
  }

  /** Waits before a theft: the longer, the more often in a row the loot was not worth its trips. */
  private void letGather() {
    long now = machine.nanos();
    if (loot > 0) {
      long took = now - stoleAt;
      boolean paid = took >= LOOK_NANOS && took / loot >= PAYS * theftNanos;
      patience = paid ? patience / 2 : Math.min(2 * patience + LEAST_PATIENCE, MOST_PATIENCE);
      loot = 0;
    } else {
      patience /= 2;
    }
    while (machine.nanos() - now < patience && global.isEmpty()) {
      machine.spin();
    }
  }

  /** Tries the fullest run queue first, then the others; if all are empty, from a random one on. */
  private @Nullable Task steal(boolean last) {
    Worker[] victims = scheduler.victims();
    int start = 0;
    int most = 0;
    for (int i = 0; i < victims.length; i++) {
      int size = victims[i] == worker ? 0 : sizeOf(victims[i]);
      if (size > most) {
        most = size;
        start = i;
      }
    }
    if (most == 0) {
      start = random.nextInt(victims.length);
    }
    for (int i = 0; i < victims.length; i++) {
      Worker victim = victims[(start + i) % victims.length];
      if (victim == worker || !isWorthATrip(victim, last)) {
        continue;
      }
      long since = machine.nanos();
      Task task = stealQueued(victim);
      if (task != null) {
        stoleAt = machine.nanos();
        loot = 1 + worker.queue.size();
        theftNanos += (Math.min(stoleAt - since, MOST_PATIENCE) - theftNanos) / SMOOTH;
        return task;
      }
    }
    for (int i = 0; last && i < victims.length; i++) {
      Worker victim = victims[(start + i) % victims.length];
      Task task = victim == worker ? null : victim.slotAcquire();
      if (task != null && isHeld(victim) && victim.takeFromSlot(task)) {
        victim.foundHeld();
        note(victim, 1);
        return task;
      }
    }
    return null;
  }

  private int sizeOf(Worker victim) {
    machine.looksAt(victim);
    return victim.queue.size();
  }

  /**
   * Whether {@code victim} will need long enough for its queue.
   *
   * @param look whether to measure how long its turns take at present
   */
  private boolean isWorthATrip(Worker victim, boolean look) {
    long size = sizeOf(victim);
    if (size * victim.perTurn() >= Worker.SHARE_NANOS || size == 0 || victim.isDetached()) {
      return true;
    }
    if (size >= CROWD && scheduler.workers() >= MANY_WORKERS) {
      return true;
    }
    if (!look) {
      return false;
    }
    long before = victim.frame.turnsOpaque();
    long since = machine.nanos();
    long turns = 0;
    long nanos = 0;
    while (nanos < LOOK_NANOS || (turns == 0 && nanos < Worker.SHARE_NANOS)) {
      machine.spin();
      machine.looksAt(victim);
      turns = victim.frame.turnsOpaque() - before;
      nanos = machine.nanos() - since;
    }
    if (turns == 0 || size * nanos / turns >= Worker.SHARE_NANOS) {
      return true;
    }
    victim.shareAbove((int) (2 * size + Worker.ANNOUNCE_EVERY));
    return false;
  }

  /** Whether one message runs for too long on {@code victim}; watches for that time. */
  boolean isHeld(Worker victim) {
    machine.looksAt(victim);
    long progress = victim.frame.progressAcquire();
    long since = machine.nanos();
    while (machine.nanos() - since < SLOT_AGE_NANOS) {
      machine.looksAt(victim);
      if (victim.frame.progressAcquire() != progress) {
        return false;
      }
      machine.spin();
    }
    return true;
  }

  /** A task that waits at {@code victim}, which was seen to be held, or null. */
  private @Nullable Task takeBehind(Worker victim) {
    machine.looksAt(victim);
    victim.foundHeld();
    Task task = victim.slotAcquire();
    if (task != null && victim.takeFromSlot(task)) {
      note(victim, 1);
      return task;
    }
    return stealQueued(victim);
  }

  private @Nullable Task stealQueued(Worker victim) {
    ThiefView thief = victim.queue;
    Task task = thief.stealInto(worker.queue);
    if (task != null) {
      note(victim, 1 + worker.queue.size());
    }
    return task;
  }

  private void note(Worker victim, int tasks) {
    steals++;
    stolen += tasks;
    machine.tookFrom(victim, tasks);
  }
}

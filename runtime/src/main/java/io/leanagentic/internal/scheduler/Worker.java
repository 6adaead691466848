package io.leanagentic.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A platform thread with a run queue and a LIFO slot. */
public final class Worker extends Thread {
  /*
   * Where the next task comes from, in this order: urgent tasks (at most URGENT_STREAK in a row); every `interval` turns the
   * global queue, one priority after the other; the slot, at most SLOT_STREAK times in a row; the run queue; the global queue; other
   * workers. The interval tunes itself so that the global queue is looked at about every 200 us.
   * The class is longer than others: nearly all of its state is one thread's own, and running, searching and sleeping all change it.
   *
   * Ordering
   *   slot: setRelease or CAS by the owner, who puts                pairs with   getAndSet / CAS of the other
   *   A task in the slot waits for the current turn only. A thief takes it when the same message has been at work for SLOT_AGE.
   *   The owner fills an empty slot without an atomic operation: nobody else ever puts. Nearly always it takes without one too:
   *   a turn that ends goes idle by a compare-and-set, which is a fence already. So the owner says before it that the turn ends, and looks
   *   after it whether a thief is at the slot; a thief says first that it is, and then looks whether the turn has ended.
   *   ending: ended, fence, slotThieves                         pairs with   takeFromSlot: slotThieves, fence, ended, begun
   *   If the owner sees a thief, both take by atomic operations; if the thief sees the end of the turn, it goes away.
   *   detached, careful: written in this order                      pairs with   scheduleCarefully(), which writes and reads in the other
   *
   * Sharing
   *   Waking a worker costs more than many turns, and agents that talk to each other are fastest on one worker. A thief that finds
   *   a queue whose turns will be over before it could be of help leaves it alone, and sets `shareAbove`: below that size nobody is
   *   woken for this queue, until the next tick of the watchdog or a turn that is known to be long. A thief that was done at once
   *   with what it took waits before it comes again, so that agents gather messages meanwhile: a turn costs less per message.
   *
   * Invariants
   *   W1  a task scheduled once runs once                            SchedulerTest.everyTaskRunsOnce
   *   W2  ping-pong in the slot starves neither the run queue
   *       nor the global queue                                       SchedulerTest.localPingPongDoesNotStarveOthers
   *   W3  urgent tasks do not starve others                          SchedulerTest.urgentTasksDoNotStarveOthers
   *   W4  a task in the slot of a busy worker is taken by another    SchedulerTest.aBusyWorkersSlotIsTaken
   *   W5  so is one in its queue, however short that is              SchedulerTest.whatWaitsBehindALongTurnIsTaken
   *   W6  while one works and another sleeps, one is on guard        SlotlatencyTest.aSleeperTakesWhatALongMessageMakesReady
   *   W8  a task in the slot is taken once                           WorkerSlotTest.aTaskInTheSlotIsTakenOnce
   *   W7  a worker outlives what is thrown in it, and keeps the task     ExhaustionTest.aWorkerOutlivesWhatATaskThrows
   *
   * Guard
   *   Nobody can tell at its start that a turn will be long, and waking a worker for each message would cost more than most turns.
   *   So one sleeper is on guard while others work: it sleeps for short times, and takes over what waits behind a message that has
   *   been at work for SLOT_AGE. Each look takes a processor from somebody for a moment, so it waits for a sixteenth of the time that
   *   no guard was needed: who needs one rarely waits a little longer. A worker that has slept calls the guard when it first makes
   *   something ready (`careful`); one that goes to sleep while others work stands guard unasked.
   */
  // How it takes turns between its sources.
  private static final int SLOT_STREAK = 3; // turns in a row out of the slot
  private static final int URGENT_STREAK = 8; // urgent tasks in a row
  private static final long GLOBAL_EVERY_NANOS = 200_000; // between two looks at the global queue
  private static final int FIRST_INTERVAL = 61; // turns between them, until the first is timed

  // When work is for others.
  private static final long SHARE_NANOS = 20_000; // a queue of so much work is worth a wake-up
  private static final long SLOT_AGE_NANOS = 10_000; // what waits behind a message of this age, too
  private static final int ANNOUNCE_EVERY = 16; // tasks of one turn for each look at that

  // How it looks for work.
  private static final int PASSES = 4; // over all victims, before it sleeps
  private static final int SPINS = 64; // between two passes
  private static final long LOOK_NANOS = 3_000; // at the pace of a victim with little to take
  private static final long LEAST_PATIENCE = 500; // ns, after one theft of little work
  private static final long MOST_PATIENCE = 16_000; // ns, after many of those

  // How it stands guard.
  private static final long GUARD_NANOS = 50_000; // between two looks, while a guard is needed
  private static final long MOST_GUARD_NANOS = 2_000_000; // if none was needed for long
  private static final int GUARD_SHARE = 16; // it waits for this part of the time since then
  private static final int LAST_LOOKS = 8; // when all sleep

  public final Frame frame = new Frame(this);
  final Watchdog.Seen seen = new Watchdog.Seen(); // for the watchdog
  final RunQueue queue;
  private final WorkStealingScheduler scheduler;
  private final IdleWorkers idle;
  private final GlobalQueue global;
  private final SplittableRandom random;

  /** The task made ready last, which is next but for a streak; or none. */
  private @Nullable Task slot;

  /** Threads that are about to take the task in the slot. */
  private int slotThieves;

  /** Another worker has its place, and this one ends after the turn at work. */
  private volatile boolean detached;

  /** Whether what this turn makes ready needs a closer look: always if detached. */
  private volatile boolean careful = true;

  /** Whether it was taken from the sleepers, since it lay down; whoever takes it sets this. */
  private volatile boolean awoken;

  /** Why it could not take its predecessor's place; to be read when its thread has ended. */
  @Nullable Throwable obstacle;

  /** One whose message is long, and for which others wait: to be looked at first. */
  private @Nullable Worker held;

  // Its own thread only, but for perTurn and shareAbove.
  private boolean searching; // and is counted so
  private int slotStreak; // turns out of the slot, in a row
  private int urgentStreak; // urgent tasks, in a row
  private int untilGlobal; // turns until the next look at the global queue
  private int interval = FIRST_INTERVAL; // turns between two such looks
  private long tunedAt; // when the last interval began
  private int unannounced; // tasks that this turn has put into the queue
  private int perTurn = (int) SHARE_NANOS; // ns of one turn of late; thieves read it
  private int shareAbove; // tasks in the queue up to which nobody is woken; thieves write it
  private long stoleAt;
  private long patience; // ns to wait before it steals again

  // Counts; others may read values of a moment ago.
  long steals;
  long stolen;
  long parks;
  long unsaid; // failures of the runtime that could not be reported

  /**
   * A worker.
   *
   * @param predecessor whose place it is to take when it runs, or null
   */
  Worker(
      WorkStealingScheduler scheduler,
      String name,
      int ringSize,
      long seed,
      @Nullable Worker predecessor) {
    super(name);
    setDaemon(true);
    this.held = predecessor;
    this.scheduler = scheduler;
    this.idle = scheduler.idle;
    this.global = scheduler.global;
    this.queue = new RunQueue(ringSize);
    this.random = new SplittableRandom(seed);
  }

  /** The worker that runs the calling thread, or null. */
  public static @Nullable Worker current() {
    return Thread.currentThread() instanceof Worker worker ? worker : null;
  }

  public WorkStealingScheduler scheduler() {
    return scheduler;
  }

  /**
   * Makes {@code task} run soon, warm in this worker's cache; called by this thread. If this
   * throws, it has not.
   */
  public void schedule(Task task) {
    if (task.priority() == Task.NORMAL) {
      scheduleLocal(task);
    } else {
      scheduler.submit(task);
    }
  }

  /** As {@link #schedule}, for a task of normal priority. */
  public void scheduleLocal(Task task) {
    if (careful) {
      scheduleCarefully(task);
      return;
    }
    if (frame.heavy) {
      queue.put(task, global);
      shareIfThereIsStack();
      return;
    }
    // Not a getAndSet: that casts its result, a call which may find the stack at its end when the
    // old task is out already. A slot that is not what it was is empty: a thief took the task.
    Task displaced = slot;
    if (displaced == null || !SLOT.compareAndSet(this, displaced, task)) {
      // Publishes the task to thieves; pairs with the CAS in stealSlot().
      SLOT.setRelease(this, task);
      return;
    }
    try {
      queue.put(displaced, global);
      displaced = null;
      announce();
    } catch (Throwable t) {
      if (displaced != null) { // at the end of the stack
        Frame to = frame;
        to.stranded = new @Nullable Object[] {displaced, to.stranded, displaced};
      }
    }
  }

  private void scheduleCarefully(Task task) {
    if (detached) {
      scheduler.submit(task);
      return;
    }
    careful = false;
    if (detached) { // detach() writes in the other order: one of the two sees the other
      careful = true;
    }
    scheduleLocal(task);
    try {
      Worker guard = idle.callGuard();
      if (guard != null) {
        LockSupport.unpark(guard);
      }
    } catch (StackOverflowError e) {
      // The task is there; the next look of the watchdog finds it.
    }
  }

  /**
   * Makes {@code task}, which has used up its budget, run after the others; called by this thread.
   */
  public void requeue(Task task) {
    if (task.priority() != Task.NORMAL || detached) {
      scheduler.submit(task);
    } else {
      queue.put(task, global);
      announceIfThereIsStack();
    }
  }

  private void announceIfThereIsStack() {
    try {
      announce();
    } catch (StackOverflowError e) {
      // What waits is found by the next look of the watchdog.
    }
  }

  private void shareIfThereIsStack() {
    try {
      share();
    } catch (StackOverflowError e) {
      // What waits is found by the next look of the watchdog.
    }
  }

  /**
   * Waking is a fence and sometimes a system call: do it for the first of a series, then now and
   * then.
   */
  private void announce() {
    if ((unannounced++ & (ANNOUNCE_EVERY - 1)) == 0 && hasToShare()) {
      scheduler.wakeOne();
    }
  }

  /** The turn at work is known to be long: what waits behind it is for others. */
  public void share() {
    shareAbove(0);
    PER_TURN.setOpaque(this, (int) SHARE_NANOS); // so that a thief takes it at first sight
    if (!queue.isEmpty()) {
      scheduler.wakeOne();
    }
  }

  /** Wakes others only when more than {@code tasks} wait; until further notice. Any thread. */
  void shareAbove(int tasks) {
    SHARE_ABOVE.setOpaque(this, tasks);
  }

  boolean hasToShare() {
    return queue.size() > (int) SHARE_ABOVE.getOpaque(this);
  }

  /** Ends the batch of the agent at work as well, so that no other message feels the interrupt. */
  @Override
  public void interrupt() {
    super.interrupt();
    frame.callAttention();
  }

  @Override
  public void run() {
    Worker predecessor = held;
    if (predecessor != null && !scheduler.takeOver(this, predecessor)) {
      return;
    }
    untilGlobal = interval;
    tunedAt = System.nanoTime();
    while (!detached) {
      Task task = null;
      try {
        task = next();
        if (task == null) {
          frame.end();
          task = search();
        }
        if (task != null) {
          endSearch();
          Task mine = task;
          task = null;
          execute(mine);
        } else if (scheduler.isStopping()) {
          break;
        } else {
          park();
        }
      } catch (Throwable t) {
        survive(task, t);
      }
    }
    frame.end();
    endSearch();
    leave();
    scheduler.exited(this);
  }

  private void execute(Task task) {
    try {
      frame.begin(task);
      task.runWatched(frame);
    } catch (Throwable t) { // an agent's own failures end in its turn
      survive(task, t);
    }
    if (isInterrupted()) {
      Thread.interrupted(); // what one agent left behind must not reach the next
    }
    if (unannounced > 1) {
      unannounced = 0;
      if (hasToShare()) {
        scheduler.wakeOne();
      }
    } else {
      unannounced = 0;
    }
  }

  /**
   * A defect of the runtime, or the heap was full, within a turn or between two: {@code task} is
   * this worker's still, and is not lost.
   */
  private void survive(@Nullable Task task, Throwable failure) {
    if (idle.cancelSleep(this)) {
      searching = false;
    } else if (awoken) { // and counted as searching
      awoken = false;
      searching = true;
    }
    frame.notEnding();
    boolean again = true;
    try {
      again = scheduler.crashed(task, failure);
    } catch (Throwable t) {
      unsaid++; // who cannot even say so goes on all the same
    }
    if (task != null && again) {
      requeue(task);
    }
  }

  private @Nullable Task next() {
    if (frame.stranded != null) {
      frame.lookAfterStranded();
    }
    if (--untilGlobal <= 0) {
      tune();
      Task task = global.takeInTurn();
      if (task != null) {
        return task;
      }
    }
    if (global.hasUrgent()) {
      if (urgentStreak++ < URGENT_STREAK) {
        Task task = global.takeUrgent();
        if (task != null) {
          return task;
        }
      } else {
        urgentStreak = 0;
      }
    }
    if (slotStreak < SLOT_STREAK) {
      Task task = takeSlot();
      if (task != null) {
        slotStreak++;
        return task;
      }
    }
    slotStreak = 0;
    Task task = queue.take();
    if (task == null) {
      task = takeSlot();
    }
    return task != null
        ? task
        : global.takeBatch(queue, scheduler.workers(), queue.size() == 0 ? 128 : 0);
  }

  private @Nullable Task takeSlot() {
    if (slot == null) {
      return null;
    }
    if (!frame.hasEnded() || (int) SLOT_THIEVES.getAcquire(this) != 0) {
      return (Task) SLOT.getAndSet(this, null);
    }
    Task task = slot;
    slot = null; // published by the beginning of the next turn; pairs with takeFromSlot()
    return task;
  }

  private void tune() {
    long now = System.nanoTime();
    long nanos = Math.max(1, (now - tunedAt) / Math.max(1, interval));
    tunedAt = now;
    PER_TURN.setOpaque(this, (int) Math.min(nanos, SHARE_NANOS));
    long wanted = Math.clamp(GLOBAL_EVERY_NANOS / nanos, 2, 127);
    interval = (int) (interval + (wanted - interval) / 4);
    if (interval < 2) {
      interval = 2;
    }
    untilGlobal = interval;
  }

  private @Nullable Task search() {
    Worker late = held;
    if (late != null) {
      held = null;
      Task task = late.takeFrom(this);
      if (task != null) {
        return task;
      }
    }
    if (scheduler.workers() == 1 && !scheduler.hasDetached()) {
      for (int i = 0; i < PASSES * SPINS && global.isEmpty(); i++) {
        Thread.onSpinWait(); // the next one may come sooner than a thread can sleep and wake
      }
      return global.takeBatch(queue, 1, 128);
    }
    if (!searching && !idle.beginSearch()) {
      return null;
    }
    searching = true;
    letGather();
    for (int pass = 1; pass <= PASSES; pass++) {
      Task task = steal(pass == PASSES);
      if (task == null) {
        task = global.takeBatch(queue, scheduler.workers(), 128);
      }
      if (task != null) {
        return task;
      }
      for (int i = 0; i < SPINS; i++) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  /** Waits the longer, the more often in a row the last loot was done with at once. */
  private void letGather() {
    long now = System.nanoTime();
    patience =
        now - stoleAt < LOOK_NANOS ? Math.min(2 * patience + LEAST_PATIENCE, MOST_PATIENCE) : 0;
    while (System.nanoTime() - now < patience && global.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Tries the fullest run queue first, then all from a random one on. */
  private @Nullable Task steal(boolean last) {
    Worker[] victims = scheduler.victims();
    int start = 0;
    int most = 0;
    for (int i = 0; i < victims.length; i++) {
      int size = victims[i] == this ? 0 : victims[i].queue.size();
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
      if (victim == this || !victim.isWorthATrip(last)) {
        continue;
      }
      ThiefView thief = victim.queue;
      Task task = thief.stealInto(queue);
      if (task != null) {
        steals++;
        stolen += 1 + queue.size();
        stoleAt = System.nanoTime();
        return task;
      }
    }
    for (int i = 0; last && i < victims.length; i++) {
      Worker victim = victims[(start + i) % victims.length];
      Task task = victim == this ? null : victim.stealSlot();
      if (task != null) {
        steals++;
        stolen++;
        return task;
      }
    }
    return null;
  }

  /**
   * Called by a thief: whether this worker's queue takes it long enough.
   *
   * @param look whether to find out how long it takes at present
   */
  private boolean isWorthATrip(boolean look) {
    long size = queue.size();
    if (size * (int) PER_TURN.getOpaque(this) >= SHARE_NANOS || size == 0 || detached) {
      return true;
    }
    if (!look) {
      return false;
    }
    long before = frame.turnsOpaque();
    long since = System.nanoTime();
    long turns = 0;
    long nanos = 0;
    while (nanos < LOOK_NANOS || (turns == 0 && nanos < SHARE_NANOS)) {
      Thread.onSpinWait();
      turns = frame.turnsOpaque() - before;
      nanos = System.nanoTime() - since;
    }
    if (turns == 0 || size * nanos / turns >= SHARE_NANOS) {
      return true;
    }
    shareAbove((int) (2 * size + ANNOUNCE_EVERY));
    return false;
  }

  /**
   * Called by a thief. Waits until the slot's task has seen the same message at work for long
   * enough, and no longer.
   */
  private @Nullable Task stealSlot() {
    Task task = (Task) SLOT.getAcquire(this);
    return task != null && isHeld() && takeFromSlot(task) ? task : null;
  }

  /** Called by a thief, which saw {@code task} in the slot; returns whether it is the thief's. */
  private boolean takeFromSlot(Task task) {
    SLOT_THIEVES.getAndAdd(this, 1);
    VarHandle.fullFence(); // pairs with that of Frame.ending()
    boolean taken = !frame.mayBeBetweenTurns() && SLOT.compareAndSet(this, task, null);
    SLOT_THIEVES.getAndAdd(this, -1);
    return taken;
  }

  /** Called by a thief: whether one message is at work for long enough; waits that long to see. */
  private boolean isHeld() {
    long progress = frame.progressAcquire();
    long since = System.nanoTime();
    while (System.nanoTime() - since < SLOT_AGE_NANOS) {
      if (frame.progressAcquire() != progress) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  /** Called by {@code thief}, which has seen that this worker is held: something that waits. */
  private @Nullable Task takeFrom(Worker thief) {
    Task task = (Task) SLOT.getAcquire(this);
    if (task == null || !takeFromSlot(task)) {
      task = ((ThiefView) queue).stealInto(thief.queue);
    }
    if (task != null) {
      thief.steals++;
      thief.stolen += 1 + thief.queue.size();
    }
    return task;
  }

  /**
   * Leaves nothing behind. As the owner: a thief may be at the queue, which would keep another one
   * out.
   */
  void leave() {
    if (frame.stranded != null) {
      frame.lookAfterStranded();
    }
    boolean any = false;
    for (Task task = takeSlot(); task != null; task = takeSlot()) {
      global.add(task);
      any = true;
    }
    for (Task task = queue.take(); task != null; task = queue.take()) {
      global.add(task);
      any = true;
    }
    if (any) {
      scheduler.wakeOne();
    }
  }

  boolean hasWaiting() {
    return SLOT.getAcquire(this) != null || !queue.isEmpty();
  }

  /** Whether something waits that others should look at. */
  boolean hasWaitingToShare() {
    return SLOT.getAcquire(this) != null || hasToShare();
  }

  private void endSearch() {
    if (searching) {
      searching = false;
      // A producer that saw this one search woke nobody: pairs with the fence in wakeOne().
      if (idle.endSearch() && scheduler.hasWorkToShare()) {
        scheduler.wakeOne();
      }
    }
  }

  private void park() {
    IdleWorkers.Sleep sleep = idle.sleep(this, searching);
    if (sleep == IdleWorkers.Sleep.NEVER) {
      return; // still counted as searching if it is; the end of run() sees to that
    }
    searching = false;
    // Pairs with the fence in WorkStealingScheduler.wakeOne().
    if (sleep == IdleWorkers.Sleep.AFTER_ANOTHER_LOOK
        && (scheduler.hasWorkToShare() || scheduler.isStopping())
        && idle.cancelSleep(this)) {
      scheduler.wokeItself();
      return;
    }
    parks++;
    boolean wokeItself = false;
    while (!awoken && !wokeItself) {
      if (idle.isGuard(this)) {
        wokeItself = standGuard();
      } else {
        LockSupport.park(this);
      }
      Thread.interrupted(); // park() would return at once for ever
    }
    awoken = false;
    // Whoever woke this worker counted it as searching.
    searching = wokeItself ? idle.beginSearch() : !scheduler.isStopping();
    careful = true;
    tunedAt = System.nanoTime();
    untilGlobal = interval;
  }

  /**
   * Looks at those who work until this worker is woken, finds one that is held, or all sleep.
   *
   * @return whether it found one, and has counted itself as awake
   */
  private boolean standGuard() {
    int last = 0;
    while (!awoken) {
      long unneeded = (System.nanoTime() - idle.guardNeededAt()) / GUARD_SHARE;
      LockSupport.parkNanos(this, Math.clamp(unneeded, GUARD_NANOS, MOST_GUARD_NANOS));
      Thread.interrupted();
      Worker late = awoken ? null : held();
      if (late != null && idle.cancelSleep(this)) {
        held = late;
        idle.guardNeeded();
        scheduler.wokeItself();
        return true;
      }
      last = idle.allAsleep() ? last + 1 : 0;
      if (last > LAST_LOOKS && idle.endGuard(this)) {
        return false;
      }
    }
    return false;
  }

  /** A worker that is held by a message, and has something that waits for it. */
  private @Nullable Worker held() {
    for (Worker victim : scheduler.victims()) {
      if (victim != this && victim.hasWaiting() && victim.isHeld()) {
        return victim;
      }
    }
    return null;
  }

  /** Ends the sleep of this worker, which the caller has taken from the sleepers. */
  void wake() {
    awoken = true;
    LockSupport.unpark(this);
  }

  void detach() {
    detached = true;
    careful = true; // after that: pairs with scheduleCarefully()
  }

  boolean isDetached() {
    return detached;
  }

  private static final VarHandle SLOT;
  private static final VarHandle SLOT_THIEVES;
  private static final VarHandle PER_TURN;
  private static final VarHandle SHARE_ABOVE;

  static {
    try {
      var lookup = MethodHandles.lookup();
      SLOT = lookup.findVarHandle(Worker.class, "slot", Task.class);
      SLOT_THIEVES = lookup.findVarHandle(Worker.class, "slotThieves", int.class);
      PER_TURN = lookup.findVarHandle(Worker.class, "perTurn", int.class);
      SHARE_ABOVE = lookup.findVarHandle(Worker.class, "shareAbove", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

package io.leanagentic.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A platform thread with a run queue and a LIFO slot. */
public final class Worker extends Thread {
  /*
   * The next task comes from the first of these that has one: every `interval` turns the global queue, one priority
   * after the other; urgent tasks, at most URGENT_STREAK in a row; the slot, at most SLOT_STREAK times in a row; the
   * run queue; the global queue; other workers. The interval tunes itself so that the worker looks at the global queue
   * about every 200 us.
   *
   * The class is longer than others because nearly all of its state is one thread's own, and running, searching and
   * sleeping all change it.
   *
   * Ordering
   *   slot: setRelease or CAS by the owner, which puts   pairs with   getAndSet by the owner, CAS by a thief
   *   A task in the slot waits for the current turn only. A thief takes it once one message has been running for
   *   SLOT_AGE. Nobody but the owner ever puts, so it fills an empty slot without an atomic operation.
   *
   *   ending: ended, fence, slotThieves                  pairs with   takeFromSlot: slotThieves, fence, ended, begun
   *   Nearly always the owner takes without an atomic operation, too: a turn that ends goes idle by a compare-and-set,
   *   which is a fence already. Before it, the owner notes that the turn ends; after it, the owner looks whether a
   *   thief is at the slot. A thief first notes that it is there, and then looks whether the turn has ended. If the
   *   owner sees a thief, both take by atomic operations; if the thief sees the end of the turn, it goes away.
   *
   *   detached, then careful: written by detach()        pairs with   scheduleCarefully(): careful, then detached
   *
   * Sharing
   *   Waking a worker costs more than many turns, and agents that talk to each other are fastest on one worker. A thief
   *   may find a queue whose turns will be over before it could help. It leaves that queue alone and sets `shareAbove`:
   *   up to that size nobody is woken for the queue, until the next tick of the watchdog or a turn that is known to be
   *   long. A thief that finished its loot at once waits before it comes again. Meanwhile agents gather messages, and a
   *   turn costs less per message.
   *
   * Invariants
   *   W1  a task scheduled once runs once                            SchedulerTest.everyTaskRunsOnce
   *   W2  ping-pong in the slot starves neither the run queue
   *       nor the global queue                                       SchedulerTest.localPingPongDoesNotStarveOthers
   *   W3  urgent tasks do not starve others                          SchedulerTest.urgentTasksDoNotStarveOthers
   *   W4  a task in the slot of a busy worker is taken by another    SchedulerTest.aBusyWorkersSlotIsTaken
   *   W5  so is one in its queue, however short that is              SchedulerTest.whatWaitsBehindALongTurnIsTaken
   *   W6  while one runs and another sleeps, one is on guard         SlotlatencyTest.aSleeperTakesWhatALongMessageMakesReady
   *   W7  a worker survives what is thrown in it, and keeps its task ExhaustionTest.aWorkerOutlivesWhatATaskThrows
   *   W8  a task in the slot is taken once                           WorkerSlotTest.aTaskInTheSlotIsTakenOnce
   *
   * Guard
   *   At its start nobody can tell that a turn will be long, and waking a worker for each message would cost more than
   *   most turns. So while some workers run, one of the sleepers is on guard: it sleeps for short times, and takes over
   *   what waits behind a message that has been running for SLOT_AGE. Each look takes a processor from somebody for a
   *   moment, so the guard waits for a sixteenth of the time since one was last needed: where one is rarely needed,
   *   work waits a little longer for it. A worker that has slept calls the guard when it first makes something ready
   *   (`careful`); one that goes to sleep while others run stands guard unasked.
   */
  // How it takes turns between its sources.
  private static final int SLOT_STREAK = 3; // turns in a row out of the slot
  private static final int URGENT_STREAK = 8; // urgent tasks in a row
  private static final long GLOBAL_EVERY_NANOS = 200_000; // between two looks at the global queue
  private static final int FIRST_INTERVAL = 61; // turns between them, until the first is timed

  // When work is for others.
  private static final long SHARE_NANOS = 20_000; // a queue with this much work is worth a wake-up
  private static final long SLOT_AGE_NANOS =
      10_000; // so is what waits behind a message of this age
  private static final int ANNOUNCE_EVERY = 16; // tasks that a turn puts between two looks at that

  // How it looks for work.
  private static final int PASSES = 4; // over all victims, before it sleeps
  private static final int SPINS = 64; // between two passes
  private static final long LOOK_NANOS = 3_000; // a look at the pace of a victim with little work
  private static final long LEAST_PATIENCE = 500; // ns, after one theft of little work
  private static final long MOST_PATIENCE = 16_000; // ns, after many of those

  // How it stands guard.
  private static final long GUARD_NANOS = 50_000; // between two looks, while a guard is needed
  private static final long MOST_GUARD_NANOS = 2_000_000; // if none was needed for long
  private static final int GUARD_SHARE = 16; // it waits for a sixteenth of the time since then
  private static final int LAST_LOOKS = 8; // before it ends its guard, once all sleep

  public final Frame frame = new Frame(this);
  final Watchdog.Seen seen = new Watchdog.Seen(); // for the watchdog
  final RunQueue queue;
  private final WorkStealingScheduler scheduler;
  private final IdleWorkers idle;
  private final GlobalQueue global;
  private final SplittableRandom random;

  /** The task made ready last, which runs next unless a streak ends; null for none. */
  private @Nullable Task slot;

  /** Threads that are about to take the task in the slot. */
  private int slotThieves;

  /** Another worker has its place, and this one ends after the current turn. */
  private volatile boolean detached;

  /** Whether what this turn makes ready needs a closer look: always if detached. */
  private volatile boolean careful = true;

  /** Whether it was taken from the sleepers since it went to sleep; the waker sets this. */
  private volatile boolean awoken;

  /** Why it could not take its predecessor's place; read once its thread has ended. */
  @Nullable Throwable obstacle;

  /** A worker with a long message, and tasks that wait behind it: to be looked at first. */
  private @Nullable Worker held;

  // Used by its own thread only, except for perTurn and shareAbove.
  private boolean searching; // and is counted so
  private int slotStreak; // turns out of the slot, in a row
  private int urgentStreak; // urgent tasks, in a row
  private int untilGlobal; // turns until the next look at the global queue
  private int interval = FIRST_INTERVAL; // turns between two such looks
  private long tunedAt; // when the last interval began
  private int unannounced; // tasks that this turn has put into the queue
  private int perTurn = (int) SHARE_NANOS; // ns per turn lately; thieves read it
  private int shareAbove; // tasks in the queue up to which nobody is woken; thieves write it
  private long stoleAt;
  private long patience; // ns to wait before it steals again

  // Counts. Other threads may read values that are a moment old.
  long steals;
  long stolen;
  long parks;
  long unsaid; // failures of the runtime that could not be reported

  /**
   * Makes a worker.
   *
   * @param predecessor the worker whose place it takes when it runs, or null
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
   * Makes {@code task} run soon, with this worker's caches warm. Called by this thread. If this
   * throws, the task is in no queue.
   */
  public void schedule(Task task) {
    if (task.priority() == Task.NORMAL) {
      scheduleLocal(task);
    } else {
      scheduler.submit(task);
    }
  }

  /** Like {@link #schedule}, for a task of normal priority. */
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
    // Not a getAndSet: it casts its result, and that call may exhaust the stack when the old task
    // is out already. A slot that has changed is empty: a thief took the task.
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
      if (displaced != null) { // the stack is exhausted
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
    if (detached) { // detach() writes them in the other order: one of the two sees the other
      careful = true;
    }
    scheduleLocal(task);
    try {
      Worker guard = idle.callGuard();
      if (guard != null) {
        LockSupport.unpark(guard);
      }
    } catch (StackOverflowError e) {
      // The task is scheduled; the next look of the watchdog finds it.
    }
  }

  /**
   * Makes {@code task}, which has used up its budget, run after the others. Called by this thread.
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
   * Wakes a worker if there is enough to share. That is a fence and sometimes a system call, so it
   * is done for the first task of a series, and then only now and then.
   */
  private void announce() {
    if ((unannounced++ & (ANNOUNCE_EVERY - 1)) == 0 && hasToShare()) {
      scheduler.wakeOne();
    }
  }

  /** The current turn is known to be long: what waits behind it is for others. */
  public void share() {
    shareAbove(0);
    PER_TURN.setOpaque(this, (int) SHARE_NANOS); // so that a thief takes it without a look
    if (!queue.isEmpty()) {
      scheduler.wakeOne();
    }
  }

  /** From now on wakes others only if more than {@code tasks} wait. Any thread. */
  void shareAbove(int tasks) {
    SHARE_ABOVE.setOpaque(this, tasks);
  }

  boolean hasToShare() {
    return queue.size() > (int) SHARE_ABOVE.getOpaque(this);
  }

  /** Also ends the batch of the running agent, so that the interrupt hits no other message. */
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
   * After a defect of the runtime, or a full heap, in a turn or between two: {@code task} still
   * belongs to this worker, and is not lost.
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
      unsaid++; // the worker continues, even if it cannot report this
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
        Thread.onSpinWait(); // a task may come sooner than a thread can sleep and wake
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

  /** Waits before a theft: the longer, the more often in a row the loot was finished at once. */
  private void letGather() {
    long now = System.nanoTime();
    patience =
        now - stoleAt < LOOK_NANOS ? Math.min(2 * patience + LEAST_PATIENCE, MOST_PATIENCE) : 0;
    while (System.nanoTime() - now < patience && global.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Tries the fullest run queue first, then the others; if all are empty, from a random one on. */
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
   * Called by a thief: whether this worker will need long enough for its queue.
   *
   * @param look whether to measure how long its turns take at present
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
   * Called by a thief. Takes the task in the slot if it waits behind a message that runs for too
   * long; watches for that time.
   */
  private @Nullable Task stealSlot() {
    Task task = (Task) SLOT.getAcquire(this);
    return task != null && isHeld() && takeFromSlot(task) ? task : null;
  }

  /** Called by a thief that saw {@code task} in the slot; returns whether the thief has it now. */
  private boolean takeFromSlot(Task task) {
    SLOT_THIEVES.getAndAdd(this, 1);
    VarHandle.fullFence(); // pairs with that of Frame.ending()
    boolean taken = !frame.mayBeBetweenTurns() && SLOT.compareAndSet(this, task, null);
    SLOT_THIEVES.getAndAdd(this, -1);
    return taken;
  }

  /** Called by a thief: whether one message runs for too long; watches for that time. */
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

  /** Called by {@code thief}, which saw that this worker is held: a task that waits, or null. */
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
   * Moves all its tasks to the global queue. It takes them as the owner: if it came as a thief,
   * another thief at the queue would keep it out.
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
      return; // if it counts as searching it still does; run() ends that
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
      Thread.interrupted(); // with it, park() would always return at once
    }
    awoken = false;
    // The waker counted this worker as searching.
    searching = wokeItself ? idle.beginSearch() : !scheduler.isStopping();
    careful = true;
    tunedAt = System.nanoTime();
    untilGlobal = interval;
  }

  /**
   * Watches the running workers until this one is woken, finds one that is held, or all sleep.
   *
   * @return whether it found one, and has taken itself from the sleepers
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

  /** A worker that is held by a long message while tasks wait for it; null if there is none. */
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

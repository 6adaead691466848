package io.leanagentic.internal.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A platform thread with a run queue and a LIFO slot. */
public final class Worker extends Thread {
  /*
   * The next task comes from the first of these that has one: every `interval` turns the global queue, one priority
   * after the other; urgent tasks, at most URGENT_STREAK in a row; the slot, at most SLOT_STREAK times in a row; the
   * run queue; the global queue; other workers. The interval tunes itself so that the worker looks at the global queue
   * about every 200 us.
   *
   * A worker without a task searches (see Search), then sleeps or stands guard (see Sleeper).
   *
   * Ordering
   *   slot: setRelease or CAS by the owner, which puts   pairs with   getAndSet by the owner, CAS by a thief
   *   A task in the slot waits for the current turn only. Nobody but the owner ever puts, so it fills an empty slot
   *   without an atomic operation.
   *
   *   ending: ended, fence, slotThieves                  pairs with   takeFromSlot: slotThieves, fence, ended, begun
   *   Nearly always the owner takes without an atomic operation, too: a turn that ends goes idle by a compare-and-set,
   *   which is a fence already. Before it, the owner notes that the turn ends; after it, the owner looks whether a
   *   thief is at the slot. A thief first notes that it is there, and then looks whether the turn has ended. If the
   *   owner sees a thief, both take by atomic operations; if the thief sees the end of the turn, it goes away.
   *
   *   detached, then careful: written by detach()        pairs with   scheduleCarefully(): careful, then detached
   *
   * Invariants
   *   W1  a task scheduled once runs once                            SchedulerTest.everyTaskRunsOnce
   *   W2  ping-pong in the slot starves neither the run queue
   *       nor the global queue                                       SchedulerTest.localPingPongDoesNotStarveOthers
   *   W3  urgent tasks do not starve others                          SchedulerTest.urgentTasksDoNotStarveOthers
   *   W4  a task in the slot of a busy worker is taken by another    SchedulerTest.aBusyWorkersSlotIsTaken
   *   W5  so is one in its queue, however short that is              SchedulerTest.whatWaitsBehindALongTurnIsTaken
   *   W7  a worker survives what is thrown in it, and keeps its task ExhaustionTest.aWorkerOutlivesWhatATaskThrows
   *   W8  a task in the slot is taken once                           WorkerSlotTest.aTaskInTheSlotIsTakenOnce
   */
  // How it takes turns between its sources.
  private static final int SLOT_STREAK = 3; // turns in a row out of the slot
  private static final int URGENT_STREAK = 8; // urgent tasks in a row
  private static final long GLOBAL_EVERY_NANOS = 200_000; // between two looks at the global queue
  private static final int FIRST_INTERVAL = 61; // turns between them, until the first is timed

  // When work is for others.
  static final long SHARE_NANOS = 20_000; // a queue with this much work is worth a wake-up
  static final int ANNOUNCE_EVERY = 16; // tasks that a turn puts between two looks at that

  public final Frame frame = new Frame(this);
  final Watchdog.Seen seen = new Watchdog.Seen(); // for the watchdog
  final RunQueue queue;
  final int number;
  private final WorkStealingScheduler scheduler;
  private final IdleWorkers idle;
  private final GlobalQueue global;
  private final Injector overflow; // of the run queue
  private final Machine machine;
  final Search search;
  final Sleeper sleeper;

  /** The task made ready last, which runs next unless a streak ends; null for none. */
  private @Nullable Task slot;

  /** Threads that are about to take the task in the slot. */
  private int slotThieves;

  /** Another worker has its place, and this one ends after the current turn. */
  private volatile boolean detached;

  /** Whether what this turn makes ready needs a closer look: always if detached. */
  private volatile boolean careful = true;

  /** Why it could not take its predecessor's place; read once its thread has ended. */
  @Nullable Throwable obstacle;

  // Used by its own thread only, except for perTurn and shareAbove.
  private int slotStreak; // turns out of the slot, in a row
  private int urgentStreak; // urgent tasks, in a row
  private int untilGlobal; // turns until the next look at the global queue
  private int interval = FIRST_INTERVAL; // turns between two such looks
  private int lookedAt; // injectors of the global queue, in turn
  private long tunedAt; // when the last interval began
  private int unannounced; // tasks that this turn has put into the queue
  private int perTurn = (int) SHARE_NANOS; // ns per turn lately; thieves read it
  private int shareAbove; // tasks in the queue up to which nobody is woken; thieves write it

  /** Failures of the runtime that could not be reported. Other threads may read an old value. */
  long unsaid;

  /**
   * Makes a worker.
   *
   * @param predecessor the worker whose place it takes when it runs, or null
   */
  Worker(
      WorkStealingScheduler scheduler,
      int number,
      int ringSize,
      long seed,
      @Nullable Worker predecessor) {
    super("lean-agentic-worker-" + number);
    this.number = number;
    setDaemon(true);
    this.scheduler = scheduler;
    this.idle = scheduler.idle;
    this.global = scheduler.global;
    this.overflow = global.injector(number);
    this.queue = new RunQueue(ringSize);
    this.machine = scheduler.machine;
    this.search = new Search(this, scheduler, seed);
    this.sleeper = new Sleeper(this, scheduler, search);
    search.held = predecessor;
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
    if (frame.isHeavy()) {
      queue.put(task, overflow);
      try {
        share();
      } catch (StackOverflowError e) {
        // The task is scheduled; the next look of the watchdog finds it.
      }
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
      queue.put(displaced, overflow);
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
        machine.unpark(guard);
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
      queue.put(task, overflow);
      try {
        announce();
      } catch (StackOverflowError e) {
        // The task is scheduled; the next look of the watchdog finds it.
      }
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
    offerAll();
    if (!queue.isEmpty()) {
      scheduler.wakeOne();
    }
  }

  /**
   * Called by a thief that has seen this worker held: what waits behind the current message is for
   * others, and so is what it makes ready from now on.
   */
  void foundHeld() {
    frame.foundHeavy();
    offerAll();
  }

  /** From now on wakes others for any task, and a thief takes it without a look at the pace. */
  private void offerAll() {
    shareAbove(0);
    PER_TURN.setOpaque(this, (int) SHARE_NANOS);
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
    Worker predecessor = search.held;
    if (predecessor != null && !scheduler.takeOver(this, predecessor)) {
      return;
    }
    untilGlobal = interval;
    tunedAt = machine.nanos();
    while (!detached) {
      Task task = null;
      try {
        task = next();
        if (task == null) {
          frame.end();
          task = search.find();
        }
        if (task != null) {
          search.end();
          Task mine = task;
          task = null;
          execute(mine);
        } else if (scheduler.isStopping()) {
          break;
        } else if (sleeper.sleep()) {
          careful = true;
          tunedAt = machine.nanos();
          untilGlobal = interval;
        }
      } catch (Throwable t) {
        survive(task, t);
      }
    }
    frame.end();
    search.end();
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
    sleeper.survive();
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
      Task task = global.takeInTurn(lookedAt++);
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
        : global.takeBatch(queue, number, scheduler.workers(), queue.size() == 0 ? 128 : 0);
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
    long now = machine.nanos();
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

  // For thieves.

  /** Nanoseconds that a turn took lately. */
  int perTurn() {
    return (int) PER_TURN.getOpaque(this);
  }

  /** The task in the slot, or null; to be taken by {@link #takeFromSlot}. */
  @Nullable Task slotAcquire() {
    return (Task) SLOT.getAcquire(this);
  }

  /** Called by a thief that saw {@code task} in the slot; returns whether the thief has it now. */
  boolean takeFromSlot(Task task) {
    SLOT_THIEVES.getAndAdd(this, 1);
    VarHandle.fullFence(); // pairs with that of Frame.ending()
    boolean taken = !frame.mayBeBetweenTurns() && SLOT.compareAndSet(this, task, null);
    SLOT_THIEVES.getAndAdd(this, -1);
    return taken;
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
    return slotAcquire() != null || !queue.isEmpty();
  }

  /** Whether something waits that others should look at. */
  boolean hasWaitingToShare() {
    return slotAcquire() != null || hasToShare();
  }

  /** What is seen of a worker by others. */
  public record Look(
      String name,
      @Nullable Task task,
      boolean asleep,
      boolean detached,
      int queued,
      long turns,
      long steals,
      long stolen,
      long parks,
      long turnNanos,
      long theftNanos,
      long patienceNanos) {}

  /** A look at it from another thread. */
  Look look() {
    Task task = frame.currentAcquire();
    return new Look(
        getName(),
        task,
        task == null && getState() != State.RUNNABLE,
        detached,
        queue.size() + (slotAcquire() == null ? 0 : 1),
        frame.turnsOpaque(),
        search.steals,
        search.stolen,
        sleeper.parks,
        perTurn(),
        search.theftNanos,
        search.patience);
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

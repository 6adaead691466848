package io.leanagentic.internal.scheduler;

import io.leanagentic.internal.profile.CpuTime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the workers now and then from a thread of its own: finds a message that holds its worker
 * for too long, has that worker replaced, and wakes others for work that waits behind a long turn.
 */
final class Watchdog extends ServiceThread {
  /*
   * Detection
   *   When this thread stood still, all threads probably did: because the process was paused, the machine stalled, or
   *   too many other processes ran. So messages are timed by a clock of the watchdog's own, which advances by little
   *   more than a tick at each look. A worker whose thread waits is held, except at a lock of the runtime: its holder
   *   needs nanoseconds, and a processor. A worker whose thread is runnable counts as held only if it had processor
   *   time: otherwise the host is short of it, and a replacement would have to share what there is. In a native method a
   *   thread waits for something outside, without processor time. In its first second a runtime loads classes, and no
   *   agent is to blame for that.
   *
   * The replacement comes first, the report second: listeners and loggers may be slow, or broken.
   *
   * Sleep
   *   dozing: write, then check whether all sleep   pairs with   watch(): a worker counts as awake, then reads it
   *
   * Invariants
   *   D1  a held worker is replaced, sooner or later       ReplaceTest, DetachedTest.whoWasReportedWhileTheLimitWasReachedIsReplacedLater
   *   D2  no agent is blamed for a pause or a cold start   SigstopTest.aPauseOfTheProcessIsNotATimeThatAMessageTook, nobodyIsBlamedForAColdStart
   *   D3  it sleeps while all sleep                        IdlecpuTest
   */
  private static final long IDLE_NANOS = 20_000_000;
  private static final int IDLE_LOOKS = 8; // before it sleeps without limit
  private static final long SLACK_NANOS = 2_000_000;
  private static final long COLD_NANOS = 1_000_000_000;
  private static final long MOST_PATIENCE = 1_000_000_000;
  private static final String RUNTIME = "io.leanagentic.internal.";

  /** What was seen of a worker. */
  static final class Seen {
    private @Nullable Task task;
    private long turn;
    private long turnSince;
    private long progress;
    private long since; // by the watch
    private long sinceNanos;
    private long cpuNanos;
    private boolean told;
    private @Nullable Worker replacement;
    private long tryAt; // by the watch
    private long patience;

    private void begin(Task task, long turn, long now) {
      this.task = task;
      this.turn = turn;
      turnSince = now == 0 ? 1 : now;
    }

    private void message(long progress, long watch, long now, long cpu) {
      this.progress = progress;
      since = watch;
      sinceNanos = now;
      cpuNanos = cpu;
      told = false;
      replacement = null;
      tryAt = watch;
      patience = 0;
    }
  }

  private final WorkStealingScheduler scheduler;
  private final Machine machine;
  private final long limit;
  private final long tick;
  private volatile long survived;
  private long startedAt;
  private long watch;
  private volatile boolean dozing;
  private volatile boolean ended;

  Watchdog(WorkStealingScheduler scheduler, Duration stuckAfter) {
    super("lean-agentic-watchdog");
    this.scheduler = scheduler;
    this.machine = scheduler.machine;
    this.startedAt = machine.nanos();
    boolean never = stuckAfter.compareTo(Duration.ofDays(36_500)) > 0; // more ns than a long holds
    this.limit = never ? Long.MAX_VALUE : stuckAfter.toNanos();
    this.tick = Math.clamp(limit / 4, 1_000_000L, 2_000_000L);
  }

  void end() {
    ended = true;
    machine.unpark(this);
  }

  /** How often it continued after something was thrown in it. */
  long survived() {
    return survived;
  }

  /** Notes that a worker is awake. Any thread. */
  void watch() {
    if (dozing) {
      machine.unpark(this);
    }
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // by this thread only
  public void run() {
    startedAt = machine.nanos();
    long last = startedAt;
    int idle = 0;
    while (!ended) {
      idle = scheduler.isQuiet() ? idle + 1 : 0;
      if (idle > IDLE_LOOKS) {
        doze();
        last = machine.nanos();
        idle = 0;
      }
      long nanos = idle > 0 ? IDLE_NANOS : tick;
      machine.parkNanos(this, nanos);
      long now = machine.nanos();
      try {
        look(now, passed(now - last, nanos));
      } catch (Throwable t) {
        survived++; // everything depends on this thread: the next look may succeed
      }
      last = now;
    }
  }

  /**
   * How much time a look accounts for if it was planned after {@code planned} and came after {@code
   * nanos}.
   */
  static long passed(long nanos, long planned) {
    return Math.min(nanos, planned + SLACK_NANOS);
  }

  /** Looks at all workers at {@code now}, which is {@code passed} later by the watch. */
  void look(long now, long passed) {
    watch += passed;
    if (!scheduler.global.isEmpty()) {
      scheduler.wakeOne(); // the thread that put it there may have had no stack left to wake one
    }
    for (Worker worker : scheduler.victims()) {
      look(worker, worker.seen, now);
    }
    scheduler.looked(now);
  }

  private void doze() {
    dozing = true;
    if (scheduler.isQuiet() && !ended) {
      machine.park(this);
    }
    dozing = false;
  }

  private void look(Worker worker, Seen seen, long now) {
    machine.looksAt(worker);
    worker.shareAbove(0);
    if (worker.hasToShare()) {
      scheduler.wakeOne(); // to check whether what waits is worth stealing by now
    }
    long turn = worker.frame.begunAcquire();
    @Nullable Task task = worker.frame.currentAcquire();
    long progress = worker.frame.progressAcquire();
    if (turn != worker.frame.turnsOpaque()) {
      return; // another turn is just beginning: the next tick will see it
    }
    if (task == null) {
      seen.task = null;
      return;
    }
    if (seen.task != task || seen.turn != turn) {
      seen.begin(task, turn, now);
      seen.message(progress, watch, now, 0);
      return;
    }
    worker.frame.observe(turn, seen.turnSince);
    if (worker.hasWaiting()) {
      scheduler.wakeOne();
    }
    if (seen.progress != progress) {
      seen.message(progress, watch, now, 0);
    } else if (worker.isDetached()) {
      tell(worker, seen, task, now, null);
    } else if (seen.cpuNanos == 0) {
      seen.cpuNanos = Math.max(1, CpuTime.nanosOf(worker)); // reading it takes longer than a tick
    } else if (watch - seen.since >= limit && watch - seen.tryAt >= 0) {
      judge(worker, seen, task, now);
    }
  }

  private void judge(Worker worker, Seen seen, Task task, long now) {
    State state = worker.getState();
    if (state == State.RUNNABLE && (now - startedAt < COLD_NANOS || !isAtWork(worker, seen))) {
      return; // not yet
    }
    if (state == State.BLOCKED && isAtLockOfRuntime(worker)) {
      return;
    }
    Worker coming = seen.replacement;
    if (coming != null && coming.isAlive()) {
      return; // its thread has not reached it yet
    }
    Throwable obstacle = coming == null ? null : coming.obstacle;
    if (obstacle != null) {
      tell(worker, seen, task, now, obstacle);
    }
    seen.patience = Math.min(2 * seen.patience + tick, MOST_PATIENCE);
    seen.tryAt = watch + seen.patience;
    try {
      seen.replacement = scheduler.replace(worker, task);
    } catch (Throwable t) {
      tell(worker, seen, task, now, t);
    }
  }

  /** Whether the runnable {@code worker} has had processor time, or needs none. */
  private boolean isAtWork(Worker worker, Seen seen) {
    long used = CpuTime.nanosOf(worker) - seen.cpuNanos;
    if (used < 0 || used >= limit / 2) {
      return true;
    }
    StackTraceElement[] stack = worker.getStackTrace();
    return stack.length > 0
        && stack[0].isNativeMethod()
        && !stack[0].getClassName().equals("java.lang.System"); // it waits for nothing
  }

  /**
   * Whether {@code worker} waits for a lock of the runtime. These are held for nanoseconds and
   * never while code of users runs, so its holder is a thread that the host does not run.
   */
  private static boolean isAtLockOfRuntime(Worker worker) {
    StackTraceElement[] stack = worker.getStackTrace();
    return stack.length > 0 && stack[0].getClassName().startsWith(RUNTIME);
  }

  /** Reports, once for each message, that it has held its worker. */
  private void tell(Worker worker, Seen seen, Task task, long now, @Nullable Throwable obstacle) {
    if (seen.told) {
      return;
    }
    StackTraceElement[] stack = worker.getStackTrace();
    if (worker.frame.progressAcquire() == seen.progress) { // else it has advanced meanwhile
      seen.told = true;
      scheduler.stuck(task, Duration.ofNanos(now - seen.sinceNanos), List.of(stack), obstacle);
    }
  }
}

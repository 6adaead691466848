package io.leanagentic.internal.scheduler;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a fixed number of workers, in the Goroutine-Machine-Processor model: local queues
 * first, stealing when idle, and a replacement for a worker that is held by one task.
 */
public final class WorkStealingScheduler {

  /** What the scheduler reports to its owner. */
  public interface Host {
    /**
     * {@code task} has held its worker with one message for {@code running}; called by the
     * watchdog, which must not be delayed.
     *
     * @param obstacle why no other worker has taken over yet; null if one has
     */
    void stuck(
        Task task, Duration running, List<StackTraceElement> stack, @Nullable Throwable obstacle);

    /** The watchdog has looked at all workers, at {@code now}, in ns; it must not be delayed. */
    default void looked(long now) {}

    /**
     * A defect: {@code failure} left {@code task}, or was thrown between tasks.
     *
     * @return whether to run the task again, if it has not gone idle
     */
    boolean crashed(@Nullable Task task, Throwable failure);
  }

  /** How many replaced workers may be alive at a time. */
  int mostDetached = 1024;

  final Machine machine;
  final GlobalQueue global;
  final IdleWorkers idle;
  private final Host host;
  private final Consumer<Thread> threadSetup;
  private final Consumer<Thread> starter;
  private final int count;
  private final int ringSize;
  private final SplittableRandom seeds;
  final Watchdog watchdog;
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile Worker[] victims; // the workers, then the detached ones that still run
  private volatile boolean stopping;
  private long retiredTurns;
  private long retiredHandled;
  private long retiredSpawned;

  /**
   * Creates workers that are not started.
   *
   * @param threadSetup sees each worker before it works: in the thread that calls this, a
   *     replacement in its own
   * @param starter starts each thread, or throws
   */
  public WorkStealingScheduler(
      int workers,
      int ringSize,
      long seed,
      Duration stuckAfter,
      Consumer<Thread> threadSetup,
      Consumer<Thread> starter,
      Host host) {
    this(workers, ringSize, seed, stuckAfter, threadSetup, starter, host, new Machine.Real());
  }

  /** As above, on a machine of the caller's. */
  public WorkStealingScheduler(
      int workers,
      int ringSize,
      long seed,
      Duration stuckAfter,
      Consumer<Thread> threadSetup,
      Consumer<Thread> starter,
      Host host,
      Machine machine) {
    this.count = workers;
    this.ringSize = ringSize;
    this.seeds = new SplittableRandom(seed);
    this.host = host;
    this.threadSetup = threadSetup;
    this.starter = starter;
    this.machine = machine;
    this.global = new GlobalQueue(machine, workers);
    this.idle = new IdleWorkers(workers, machine);
    Worker[] all = new Worker[workers];
    for (int i = 0; i < workers; i++) {
      all[i] = newWorker(null);
      threadSetup.accept(all[i]);
    }
    victims = all;
    watchdog = new Watchdog(this, stuckAfter);
  }

  /** Starts the threads: all of them, or none if one cannot be started. */
  public void start() {
    try {
      for (Worker worker : victims) {
        starter.accept(worker);
      }
      starter.accept(watchdog);
    } catch (Throwable t) {
      stop();
      throw t;
    }
  }

  private Worker newWorker(@Nullable Worker predecessor) {
    return new Worker(this, numbers.getAndIncrement(), ringSize, nextSeed(), predecessor);
  }

  private synchronized long nextSeed() {
    return seeds.nextLong();
  }

  /** Makes {@code task} run soon. Any thread. If this throws, the task was not handed over. */
  public void submit(Task task) {
    global.add(task);
    try {
      wakeOne();
    } catch (StackOverflowError e) {
      // The task is there: the next wake-up serves it too, at the latest that of the watchdog.
    }
  }

  /**
   * Wakes a sleeping worker, unless one is already searching. Called after work was put where
   * others can find it.
   */
  void wakeOne() {
    // Orders the put before the check for sleepers; pairs with the atomic step in
    // IdleWorkers.sleep().
    VarHandle.fullFence();
    Worker woken = idle.wakeForWork();
    if (woken != null) {
      woken.sleeper.wake();
      watchdog.watch();
    }
  }

  /** A worker has ended its own sleep. */
  void wokeItself() {
    watchdog.watch();
  }

  Worker[] victims() {
    return victims;
  }

  public int workers() {
    return count;
  }

  boolean hasDetached() {
    return victims.length > count;
  }

  boolean hasWork() {
    return hasWork(Worker::hasWaiting);
  }

  /** As {@link #hasWork}, without work that its worker will finish before another could help. */
  boolean hasWorkToShare() {
    return hasWork(Worker::hasWaitingToShare);
  }

  private boolean hasWork(Predicate<Worker> waits) {
    if (!global.isEmpty()) {
      return true;
    }
    for (Worker worker : victims) {
      machine.looksAt(worker);
      if (waits.test(worker)) {
        return true;
      }
    }
    return false;
  }

  boolean isStopping() {
    return stopping;
  }

  /** Whether no task runs and none waits, at this moment. */
  public boolean isQuiet() {
    return idle.allAsleep() && !hasWork();
  }

  /** Runs what is runnable, then ends the workers. */
  public void stop() {
    stopping = true;
    watchdog.end();
    for (Worker worker : victims) {
      worker.sleeper.wake();
    }
  }

  /** Waits for the workers to end. Returns whether they did. */
  public boolean awaitStop(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Worker worker : victims) {
      long left = deadline - System.nanoTime();
      if (left <= 0 || !worker.join(Duration.ofNanos(left))) {
        return false;
      }
    }
    return true;
  }

  /** Calls {@code found} with each task that runs, or did a moment ago. */
  public void forEachRunning(Consumer<? super Task> found) {
    for (Worker worker : victims) {
      Task task = worker.frame.currentAcquire();
      if (task != null) {
        found.accept(task);
      }
    }
  }

  /** What is seen of each worker at this moment, then of each one that was replaced. */
  public List<Worker.Look> look() {
    return Arrays.stream(victims).map(Worker::look).toList();
  }

  /** What the worker that runs {@code task} does at this moment; empty if none does. */
  public List<StackTraceElement> stackOf(Task task) {
    for (Worker worker : victims) {
      long turn = worker.frame.begunAcquire();
      if (worker.frame.currentAcquire() == task) {
        StackTraceElement[] stack = worker.getStackTrace();
        if (worker.frame.turnsOpaque() == turn && worker.frame.currentAcquire() == task) {
          return List.of(stack);
        }
      }
    }
    return List.of();
  }

  /** The frame of the worker that is running {@code task}, or was a moment ago, or null. */
  public @Nullable Frame frameOf(Task task) {
    for (Worker worker : victims) {
      if (worker.frame.currentAcquire() == task) {
        return worker.frame;
      }
    }
    return null;
  }

  /** As {@link Frame#takenBy}, by the worker that is running {@code task}. */
  public int takenBy(Task task, int known) {
    int taken = known;
    for (Worker worker : victims) {
      taken = worker.frame.takenBy(task, taken);
    }
    return taken;
  }

  /**
   * Starts a thread that takes {@code held}'s place, if that is still running {@code task}; called
   * by the watchdog.
   *
   * @throws IllegalStateException if too many workers are held already; whatever keeps the thread
   *     from starting is thrown as well
   */
  Worker replace(Worker held, Task task) {
    if (victims.length - count >= mostDetached) {
      throw new IllegalStateException(mostDetached + " workers are held already");
    }
    Worker replacement = newWorker(held);
    starter.accept(replacement);
    return replacement;
  }

  /**
   * Gives {@code held}'s place to {@code replacement}. The replacement runs already and calls this
   * before it takes work, so a thread that cannot start, or a setup that fails, costs nothing.
   *
   * @return whether it has the place; if not, it must end
   */
  boolean takeOver(Worker replacement, Worker held) {
    try {
      threadSetup.accept(replacement);
    } catch (Throwable t) {
      replacement.obstacle = t;
      return false; // the watchdog tries again
    }
    synchronized (this) {
      Worker[] old = victims;
      if (stopping
          || held.isDetached()
          || held.frame.currentAcquire() == null
          || old.length - count >= mostDetached) {
        return false;
      }
      Worker[] all = Arrays.copyOf(old, old.length + 1);
      for (int i = 0; i < old.length; i++) {
        if (old[i] == held) {
          all[i] = replacement;
        }
      }
      all[old.length] = held;
      // In this order, for Watchdog.look(): who reads that it is detached finds its replacement.
      return idle.unlessAsleep(
          held,
          () -> {
            victims = all;
            held.detach();
          });
    }
  }

  /** Notes that {@code worker}'s thread ends. */
  void exited(Worker worker) {
    synchronized (this) {
      if (!worker.isDetached()) {
        return;
      }
      retiredTurns += worker.frame.turns;
      retiredHandled += worker.frame.handled;
      retiredSpawned += worker.frame.spawned;
      victims = Arrays.stream(victims).filter(other -> other != worker).toArray(Worker[]::new);
    }
  }

  void stuck(
      Task task, Duration running, List<StackTraceElement> stack, @Nullable Throwable obstacle) {
    host.stuck(task, running, stack, obstacle);
  }

  void looked(long now) {
    host.looked(now);
  }

  boolean crashed(@Nullable Task task, Throwable failure) {
    return host.crashed(task, failure);
  }

  /** Failures of workers and watchdog that could not be reported when they happened. */
  public long unsaid() {
    long unsaid = watchdog.survived();
    for (Worker worker : victims) {
      unsaid += worker.unsaid;
    }
    return unsaid;
  }

  /** Counters of all workers, current and former. */
  public record Counts(
      long turns, long handled, long spawned, long steals, long stolen, long parks) {}

  public synchronized Counts counts() {
    long turns = retiredTurns;
    long handled = retiredHandled;
    long spawned = retiredSpawned;
    long steals = 0;
    long stolen = 0;
    long parks = 0;
    for (Worker w : victims) {
      turns += w.frame.turns;
      handled += w.frame.handled;
      spawned += w.frame.spawned;
      steals += w.search.steals;
      stolen += w.search.stolen;
      parks += w.sleeper.parks;
    }
    return new Counts(turns, handled, spawned, steals, stolen, parks);
  }
}

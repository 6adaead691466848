package io.leanagentic.benchmarks.simulation;

import io.leanagentic.internal.scheduler.Task;
import io.leanagentic.internal.scheduler.WorkStealingScheduler;
import io.leanagentic.internal.scheduler.Worker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One workload on one machine. */
final class Run {
  private static final Duration NEVER = Duration.ofDays(36_500);
  private static final int RING = 256;

  private final Load load;
  private final int workers;
  private final SimulatedMachine machine;
  private final WorkStealingScheduler scheduler;
  private final SplittableRandom random;
  private long[] waits = new long[1024];
  private int turns;
  private int expected;
  private @Nullable Throwable failure;

  private Run(Load load, int workers, long seed, boolean byChance) {
    this.load = load;
    this.workers = workers;
    this.random = new SplittableRandom(seed);
    this.machine =
        new SimulatedMachine(
            workers, load.outsiders(workers) + 1, Distances.SERVER, random.nextLong(), byChance);
    this.scheduler =
        new WorkStealingScheduler(
            workers,
            RING,
            random.nextLong(),
            NEVER,
            thread -> {},
            thread -> machine.start(thread, thread),
            new Host(),
            machine);
  }

  /**
   * What came of a run.
   *
   * @param share of the throughput that would be possible if nothing but the agents' work took time
   * @param p50 of the time from when an agent becomes ready until it runs, in ns
   * @param p99 of that
   * @param steals per 1000 turns
   * @param searching share of the workers' time that is neither work nor sleep
   * @param nanos how long it took
   */
  record Outcome(double share, long p50, long p99, double steals, double searching, long nanos) {}

  /** Runs {@code load} on so many workers. */
  static Outcome of(Load load, int workers, long seed) {
    return new Run(load, workers, seed, true).outcome();
  }

  /**
   * As {@link #of}, with a rule that is known to be bad: all that comes from outside goes through
   * one lock, because nothing is left to chance.
   */
  static Outcome withOneLock(Load load, int workers, long seed) {
    return new Run(load, workers, seed, false).outcome();
  }

  private Outcome outcome() {
    scheduler.start();
    load.start(this);
    machine.run(() -> failure != null);
    if (failure != null) {
      throw new IllegalStateException("in a simulated thread", failure);
    }
    if (expected > 0) {
      throw new IllegalStateException(
          load.name() + ": all threads wait for ever, and " + expected + " messages are left");
    }
    long end = machine.now();
    long[] times = machine.times(end);
    long[] sorted = Arrays.copyOf(waits, turns);
    Arrays.sort(sorted);
    double whole = (double) end * workers;
    return new Outcome(
        load.idealNanos(workers) / end,
        sorted[turns / 2],
        sorted[(int) (turns * 0.99)],
        1000.0 * scheduler.counts().steals() / scheduler.counts().turns(),
        Math.max(0, 1 - (times[0] + times[1]) / whole),
        end);
  }

  SimulatedMachine machine() {
    return machine;
  }

  WorkStealingScheduler scheduler() {
    return scheduler;
  }

  int workers() {
    return workers;
  }

  SplittableRandom random() {
    return random;
  }

  /** The run ends when so many messages are handled. */
  void expect(int messages) {
    expected = messages;
  }

  void handled() {
    if (--expected == 0) {
      machine.end();
    }
  }

  /** An agent was ready for {@code nanos} before it ran. */
  void waited(long nanos) {
    if (turns == waits.length) {
      waits = Arrays.copyOf(waits, 2 * turns);
    }
    waits[turns++] = nanos;
  }

  /** Starts a thread that is no worker. */
  void startOutsider(Runnable body) {
    machine.start(new Thread(body), body);
  }

  private final class Host implements WorkStealingScheduler.Host {
    @Override
    public void stuck(
        Task task, Duration running, List<StackTraceElement> stack, @Nullable Throwable obstacle) {
      throw new IllegalStateException("a worker is held in a simulation");
    }

    @Override
    public boolean crashed(@Nullable Task task, Throwable failure) {
      if (Run.this.failure == null) {
        Run.this.failure = failure;
      }
      return false;
    }
  }

  /** An agent whose messages all take the same time. */
  static final class Plain extends SimulatedAgent {
    private final int nanos;

    Plain(Run run, int nanos) {
      super(run);
      this.nanos = nanos;
    }

    @Override
    void receive(int message, Worker worker) {
      works(nanos);
    }
  }
}

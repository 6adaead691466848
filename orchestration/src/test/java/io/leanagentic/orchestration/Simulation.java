package io.leanagentic.orchestration;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Shared;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Seams;
import io.leanagentic.spi.Stepper;
import io.leanagentic.spi.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A runtime of handler agents in one thread and in virtual time. The next turn is drawn from the
 * seed; time moves only when it is told to, or when a join has nothing else to run.
 */
@Shared("one thread runs all its agents, and is the test's own")
public final class Simulation implements Stepper, Clock, AutoCloseable {
  private final List<Turn> ready = new ArrayList<>();
  private final AgentRuntime runtime;

  /** For the test's own choices, too. */
  public final SplittableRandom random;

  private @Nullable TimerDriver timers;
  private final AtomicLong now = new AtomicLong(1_000);

  /** A runtime that does the same for the same seed. */
  public Simulation(long seed) {
    this(seed, RuntimeConfig.defaults());
  }

  /** The same, with another config. */
  public Simulation(long seed, RuntimeConfig config) {
    random = new SplittableRandom(seed);
    runtime =
        AgentRuntime.start(
            config.withSeams(Seams.system().withSeed(seed).withClock(this).withStepper(this)));
  }

  /** The simulated runtime. */
  public AgentRuntime runtime() {
    return runtime;
  }

  /** Runs what is ready; time stands still. */
  public void settle() {
    while (runOne()) {}
  }

  /** Runs for {@code time}, stopping at each timer on the way. */
  public void advance(Duration time) {
    long end = now.get() + time.toNanos();
    settle();
    for (long next = nextDeadline(); next <= end; next = nextDeadline()) {
      moveTo(next);
      settle();
    }
    now.set(end);
  }

  /** Lets time pass in which nothing runs, as if the whole process was stopped. */
  public void pause(Duration time) {
    now.addAndGet(time.toNanos());
  }

  /** Lets time pass in which timers fire, but no agent has a turn. */
  public void elapse(Duration time) {
    long end = now.get() + time.toNanos();
    for (long next = nextDeadline(); next <= end; next = nextDeadline()) {
      moveTo(next);
    }
    now.set(end);
  }

  private long nextDeadline() {
    return Objects.requireNonNull(timers).nextDeadline();
  }

  private void moveTo(long nanos) {
    now.accumulateAndGet(nanos, Math::max);
    Objects.requireNonNull(timers).fireDue();
  }

  /** Runs one turn, if one is ready; time stands still. */
  public boolean turn() {
    return runOne();
  }

  private boolean runOne() {
    if (ready.isEmpty()) {
      return false;
    }
    int i = random.nextInt(ready.size());
    Turn next = ready.get(i);
    ready.set(i, ready.getLast());
    ready.removeLast();
    next.run();
    return true;
  }

  @Override
  public void start(TimerDriver driver) {
    timers = driver;
  }

  @Override
  public void ready(Turn turn) {
    ready.add(turn);
  }

  @Override
  public boolean step() {
    if (runOne()) {
      return true;
    }
    long next = nextDeadline();
    if (next == Long.MAX_VALUE) {
      return false;
    }
    moveTo(next);
    return true;
  }

  @Override
  public long nanoTime() {
    return now.get();
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(0, now.get());
  }

  @Override
  public void close() {
    runtime.close();
  }

  /** Runs {@code body} for seeds 1 to {@code usual}; a failure names its seed. */
  public static void seeds(int usual, Body body) {
    Long one = Long.getLong("leanagentic.seed");
    int count = Integer.getInteger("leanagentic.seeds", usual);
    for (long seed = one == null ? 1 : one; seed <= (one == null ? count : one); seed++) {
      try {
        body.run(seed);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "seed " + seed + ": " + e + "\nrerun: -Dleanagentic.seed=" + seed, e);
      }
    }
  }

  /** What is run for a seed. */
  @FunctionalInterface
  public interface Body {
    /** Runs with one seed. */
    void run(long seed) throws Exception;
  }
}

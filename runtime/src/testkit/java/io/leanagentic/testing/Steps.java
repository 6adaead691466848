package io.leanagentic.testing;

import io.leanagentic.capability.Shared;
import io.leanagentic.spi.Clock;
import io.leanagentic.spi.Stepper;
import io.leanagentic.spi.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs all handler agents of a runtime in one thread. Which of the ready agents runs next is drawn
 * from a seed, and time moves only when nobody is ready, straight to the next timer: the same seed
 * gives the same run.
 */
@Shared("agents run in the thread that steps, and what is ready has a lock")
public final class Steps implements Stepper {
  private final long seed;
  private final SplittableRandom random;
  private final ManualClock clock = new ManualClock(1_000_000_000L);
  private final List<Turn> ready = new ArrayList<>();
  private @Nullable TimerDriver timers;
  private long signature = 17;
  private long turns;
  private boolean inOrder;

  /** A schedule drawn from {@code seed}. */
  public Steps(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** A schedule without chance: first ready, first run. */
  public static Steps inOrder() {
    var steps = new Steps(0);
    steps.inOrder = true;
    return steps;
  }

  /** What the schedule is drawn from. */
  public long seed() {
    return seed;
  }

  /** The runtime's time. */
  public Clock clock() {
    return clock;
  }

  /** A number that stands for the order of all turns so far. */
  public long signature() {
    return signature;
  }

  /** Turns so far. */
  public long turns() {
    return turns;
  }

  /** For the test's own choices, too. */
  public SplittableRandom random() {
    return random;
  }

  /** Runs until no agent is ready; time stands still. */
  public void settle() {
    while (turn()) {}
  }

  /** Runs for {@code time}, timers included. */
  public void advance(Duration time) {
    settle();
    long end = clock.nanoTime() + time.toNanos();
    for (long next = nextDeadline(); next <= end; next = nextDeadline()) {
      moveTo(next);
      settle();
    }
    clock.advance(end - clock.nanoTime());
  }

  /** Lets time pass in which timers fire, but no agent has a turn. */
  public void elapse(Duration time) {
    long end = clock.nanoTime() + time.toNanos();
    for (long next = nextDeadline(); next <= end; next = nextDeadline()) {
      moveTo(next);
    }
    clock.advance(end - clock.nanoTime());
  }

  /** Lets time pass in which nothing runs, as if the whole process was stopped. */
  public void pause(Duration time) {
    clock.advance(time.toNanos());
  }

  /** Runs everything there is to run, timers included; not for timers that repeat for ever. */
  public void finish() {
    while (step()) {}
  }

  @Override
  public void start(TimerDriver driver) {
    timers = driver;
  }

  @Override
  public void ready(Turn turn) {
    synchronized (ready) {
      ready.add(turn);
    }
  }

  @Override
  public boolean step() {
    if (turn()) {
      return true;
    }
    long next = nextDeadline();
    if (next == Long.MAX_VALUE) {
      return false;
    }
    moveTo(next);
    return true;
  }

  /** Runs one turn, if one is ready; time stands still. */
  public boolean turn() {
    Turn next;
    synchronized (ready) {
      if (ready.isEmpty()) {
        return false;
      }
      next = ready.remove(inOrder ? 0 : random.nextInt(ready.size()));
    }
    turns++;
    signature = signature * 31 + next.path().hashCode();
    next.run();
    return true;
  }

  private long nextDeadline() {
    return Objects.requireNonNull(timers, "a stepper belongs to a runtime").nextDeadline();
  }

  private void moveTo(long nanos) {
    clock.advance(Math.max(0, nanos - clock.nanoTime()));
    Objects.requireNonNull(timers).fireDue();
  }
}

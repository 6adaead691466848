package io.leanagentic.orchestration;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.capability.Shared;
import io.leanagentic.spi.Seams;
import io.leanagentic.testing.Steps;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A runtime of handler agents in one thread and in virtual time. The next turn is drawn from the
 * seed; time moves only when it is told to, or when a join has nothing else to run.
 */
@Shared("one thread runs all its agents, and is the test's own")
public final class Simulation implements AutoCloseable {
  private final Steps steps;
  private final AgentRuntime runtime;

  /** For the test's own choices, too. */
  public final SplittableRandom random;

  /** A runtime that does the same for the same seed. */
  public Simulation(long seed) {
    this(seed, RuntimeConfig.defaults());
  }

  /** The same, with another config. */
  public Simulation(long seed, RuntimeConfig config) {
    steps = new Steps(seed);
    random = steps.random();
    runtime =
        AgentRuntime.start(
            config.withSeams(
                Seams.system().withSeed(seed).withClock(steps.clock()).withStepper(steps)));
  }

  /** The simulated runtime. */
  public AgentRuntime runtime() {
    return runtime;
  }

  /** Runs what is ready; time stands still. */
  public void settle() {
    steps.settle();
  }

  /** Runs for {@code time}, stopping at each timer on the way. */
  public void advance(Duration time) {
    steps.advance(time);
  }

  /** Lets time pass in which nothing runs, as if the whole process was stopped. */
  public void pause(Duration time) {
    steps.pause(time);
  }

  /** Lets time pass in which timers fire, but no agent has a turn. */
  public void elapse(Duration time) {
    steps.elapse(time);
  }

  /** Runs one turn, if one is ready; time stands still. */
  public boolean turn() {
    return steps.turn();
  }

  /** The runtime's time, in nanoseconds. */
  public long nanoTime() {
    return steps.clock().nanoTime();
  }

  @Override
  public void close() {
    runtime.close();
  }
}

package io.leanagentic.spi;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * What the runtime takes from outside, so that a test can bring its own.
 *
 * @param clock time
 * @param seed of all random choices
 * @param workerSetup sees each worker thread before it works: name, priority, handlers. It is
 *     called for the first workers in the thread that starts the runtime, and for one that replaces
 *     a held worker in its own thread; if it throws there, another replacement is tried later
 * @param virtualThreads makes the threads of loop agents and of blocking handler agents, in
 *     whatever thread makes them run; if it throws or returns null, it is called again soon by a
 *     worker
 * @param stepper replaces workers, timer thread and watchdog; empty for the work-stealing scheduler
 * @param gate lets one turn run at a time; empty for as many as there are workers
 */
public record Seams(
    Clock clock,
    long seed,
    Consumer<Thread> workerSetup,
    ThreadFactory virtualThreads,
    Optional<Stepper> stepper,
    Optional<Gate> gate) {

  /** Checks that nothing is missing. */
  public Seams {
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(workerSetup, "workerSetup");
    Objects.requireNonNull(virtualThreads, "virtualThreads");
    Objects.requireNonNull(stepper, "stepper");
    Objects.requireNonNull(gate, "gate");
  }

  /** The machine's clock, a seed from the time, virtual threads, the work-stealing scheduler. */
  public static Seams system() {
    return new Seams(
        Clock.system(),
        System.nanoTime(),
        thread -> {},
        Thread.ofVirtual().name("agent-", 0).factory(),
        Optional.empty(),
        Optional.empty());
  }

  /** This with another clock. */
  public Seams withClock(Clock clock) {
    return new Seams(clock, seed, workerSetup, virtualThreads, stepper, gate);
  }

  /** This with another seed. */
  public Seams withSeed(long seed) {
    return new Seams(clock, seed, workerSetup, virtualThreads, stepper, gate);
  }

  /** This with another look at each worker thread before it starts. */
  public Seams withWorkerSetup(Consumer<Thread> workerSetup) {
    return new Seams(clock, seed, workerSetup, virtualThreads, stepper, gate);
  }

  /** This with another maker of virtual threads. */
  public Seams withVirtualThreads(ThreadFactory virtualThreads) {
    return new Seams(clock, seed, workerSetup, virtualThreads, stepper, gate);
  }

  /** This with a stepper in place of the work-stealing scheduler. */
  public Seams withStepper(Stepper stepper) {
    return new Seams(
        clock,
        seed,
        workerSetup,
        virtualThreads,
        Optional.of(Objects.requireNonNull(stepper, "stepper")),
        gate);
  }

  /** This with a gate that every turn passes. */
  public Seams withGate(Gate gate) {
    return new Seams(
        clock,
        seed,
        workerSetup,
        virtualThreads,
        stepper,
        Optional.of(Objects.requireNonNull(gate, "gate")));
  }
}

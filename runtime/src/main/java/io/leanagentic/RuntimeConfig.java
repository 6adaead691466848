package io.leanagentic;

import io.leanagentic.spi.Seams;
import java.time.Duration;
import java.util.Objects;

/**
 * How a runtime is run.
 *
 * @param workers platform threads that run turns, 1 to 1024; default: the processors available,
 *     also inside a container
 * @param ringSize slots of a worker's run queue, a power of two from 2 to 65536; default 256
 * @param budgetMessages most messages an agent handles in one turn, 1 or more; default 64
 * @param budgetTime how long a turn keeps taking messages, more than zero; default 25 µs
 * @param stuckAfter how long one message may hold a worker before it is reported and the worker
 *     replaced; default 100 ms
 * @param shutdownDeadline how long {@link AgentRuntime#close} drains; default 10 s
 * @param growthCap by how many messages all mailboxes together may grow to open cycles of parked
 *     agents; default 2<sup>20</sup>
 * @param accounting whether every signal is counted, so that the books can be checked; costs a few
 *     ns a signal; default off
 * @param closeOnExit whether the runtime is closed, within {@code shutdownDeadline}, when the JVM
 *     is about to exit: on {@code SIGTERM} or an interrupt from the keyboard, or by {@link
 *     System#exit}; default off
 * @param agents config of agents spawned without one
 * @param seams where time, randomness, threads and scheduling come from
 */
public record RuntimeConfig(
    int workers,
    int ringSize,
    int budgetMessages,
    Duration budgetTime,
    Duration stuckAfter,
    Duration shutdownDeadline,
    int growthCap,
    boolean accounting,
    boolean closeOnExit,
    AgentConfig agents,
    Seams seams) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public RuntimeConfig {
    Objects.requireNonNull(agents, "agents");
    Objects.requireNonNull(seams, "seams");
    Objects.requireNonNull(budgetTime, "budgetTime");
    Objects.requireNonNull(stuckAfter, "stuckAfter");
    Objects.requireNonNull(shutdownDeadline, "shutdownDeadline");
    check(workers >= 1 && workers <= 1024, "workers", workers, "1 to 1024");
    check(
        ringSize >= 2 && ringSize <= 65536 && Integer.bitCount(ringSize) == 1,
        "ring size",
        ringSize,
        "a power of two from 2 to 65536");
    check(budgetMessages >= 1, "message budget", budgetMessages, "1 or more");
    check(budgetTime.isPositive(), "time budget", budgetTime, "more than zero");
    check(stuckAfter.isPositive(), "stuck after", stuckAfter, "more than zero");
    check(!shutdownDeadline.isNegative(), "shutdown deadline", shutdownDeadline, "zero or more");
    check(growthCap >= 0, "growth cap", growthCap, "0 or more");
  }

  private static void check(boolean valid, String what, Object value, String allowed) {
    if (!valid) {
      throw new IllegalArgumentException(what + " is " + value + "; allowed: " + allowed);
    }
  }

  /** The defaults named above. */
  public static RuntimeConfig defaults() {
    return new RuntimeConfig(
        Runtime.getRuntime().availableProcessors(),
        256,
        64,
        Duration.ofNanos(25_000),
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        1 << 20,
        false,
        false,
        AgentConfig.DEFAULT,
        Seams.system());
  }

  /** This with another number of workers. */
  public RuntimeConfig withWorkers(int workers) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with another size of the run queues. */
  public RuntimeConfig withRingSize(int ringSize) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with another limit for one message. */
  public RuntimeConfig withStuckAfter(Duration stuckAfter) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with another deadline for draining. */
  public RuntimeConfig withShutdownDeadline(Duration shutdownDeadline) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with another cap of growth. */
  public RuntimeConfig withGrowthCap(int growthCap) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with every signal counted, or not. */
  public RuntimeConfig withAccounting(boolean accounting) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with a close at the exit of the JVM, or without. */
  public RuntimeConfig withCloseOnExit(boolean closeOnExit) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with another default config of agents. */
  public RuntimeConfig withAgents(AgentConfig agents) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with other seams. */
  public RuntimeConfig withSeams(Seams seams) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }

  /** This with another budget of a turn. */
  public RuntimeConfig withBudget(int budgetMessages, Duration budgetTime) {
    return new RuntimeConfig(
        workers,
        ringSize,
        budgetMessages,
        budgetTime,
        stuckAfter,
        shutdownDeadline,
        growthCap,
        accounting,
        closeOnExit,
        agents,
        seams);
  }
}

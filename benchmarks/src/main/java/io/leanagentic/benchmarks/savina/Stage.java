package io.leanagentic.benchmarks.savina;

/** A running system, in which programs run one after the other. */
public interface Stage extends AutoCloseable {
  /**
   * Runs a program to the end of all its agents.
   *
   * @throws IllegalStateException if the result is not {@code expected}, or does not come
   */
  void run(Problem problem, long expected);

  @Override
  void close();
}

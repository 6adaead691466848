package io.leanagentic.benchmarks.simulation;

/** Agents and threads that give the workers something to do. */
interface Load {
  String name();

  /** What it does, in a few words. */
  String text();

  /** Threads that are no workers. */
  default int outsiders(int workers) {
    return 1;
  }

  /** How long it would take if nothing but work took time. */
  double idealNanos(int workers);

  /** Makes agents and threads, and says how many messages there will be. */
  void start(Run run);
}

package io.leanagentic.benchmarks.simulation;

/** A simulated processor, with the one thread that it runs: a coroutine and a clock. */
final class Processor {
  final int number;
  final int place;
  final Coroutine body;

  /** The time here, in ns. What others do earlier has happened before the coroutine goes on. */
  long now;

  boolean parked;
  boolean permit;
  long parkedAt;

  /** How often it wrote to the lines that others look at. */
  long written;

  /** What the trip of those lines costs when it writes next: to whoever looked at them. */
  int debt;

  /** When the next trip of those lines may begin. */
  long free;

  /** By number of another processor: what it had written when this one looked. */
  final long[] seen;

  long atWork;
  long asleep;

  /**
   * Makes one.
   *
   * @param number among all
   * @param place where it is, for distances
   * @param all how many there are
   */
  Processor(int number, int place, int all, Runnable body) {
    this.number = number;
    this.place = place;
    this.body = new Coroutine(body);
    this.seen = new long[all];
    java.util.Arrays.fill(seen, -1);
  }
}

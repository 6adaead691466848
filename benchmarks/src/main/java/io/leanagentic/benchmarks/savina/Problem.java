package io.leanagentic.benchmarks.savina;

/** One program of the suite at one size: what all systems compute, and what must come out. */
public sealed interface Problem
    permits PingPong,
        Counting,
        ForkJoinCreate,
        ForkJoinThroughput,
        ThreadRing,
        Chameneos,
        Big,
        Dictionary,
        Philosophers,
        Bank,
        RadixSort,
        Queens,
        QuickSort,
        Trapezoid {

  /** As in {@code ping-pong}. */
  String name();

  /** As in {@code 40,000 pings}. */
  String size();

  /** The only right result; found without any agent, so it may take a while. */
  long expected();
}

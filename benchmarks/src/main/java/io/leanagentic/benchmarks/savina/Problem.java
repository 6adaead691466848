package io.leanagentic.benchmarks.savina;

import java.util.OptionalLong;

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
        Trapezoid,
        Sieve,
        LogisticMap,
        Fibonacci,
        BoundedBuffer,
        BitonicSort,
        Relaxation,
        ShortestPaths,
        FilterBank,
        Barber,
        Smokers,
        SortedList,
        MatrixProduct,
        GuidedSearch,
        UnbalancedTree {

  /** As in {@code ping-pong}. */
  String name();

  /** As in {@code 40,000 pings}. */
  String size();

  /** The only right result; found without any agent, so it may take a while. */
  long expected();

  /**
   * Computes the result as the agents do, but in one thread and without them; empty if they compute
   * next to nothing.
   */
  default OptionalLong inOneThread() {
    return OptionalLong.empty();
  }
}

package io.leanagentic.benchmarks.savina;

import java.util.List;
import java.util.Optional;

/** All programs of the suite. */
public final class Problems {
  private Problems() {}

  /** At the published sizes. */
  public static List<Problem> published() {
    return List.of(
        new PingPong(40_000),
        new Counting(1_000_000),
        new ForkJoinCreate(40_000),
        new ForkJoinThroughput(10_000, 60),
        new ThreadRing(100, 100_000),
        new Chameneos(100, 200_000),
        new Big(120, 20_000),
        new Dictionary(20, 10_000, 10, Integer.MAX_VALUE / 4096),
        new Philosophers(20, 10_000),
        new Bank(1000, 50_000),
        new RadixSort(100_000, 1L << 60, 2048),
        new Queens(12, 4, 20, 1_500_000),
        new QuickSort(1_000_000, 1L << 60, 2048, 1024),
        new Trapezoid(10_000_000, 100, 1, 5),
        new Sieve(100_000, 1000),
        new LogisticMap(LogisticMap.Way.AWAIT, 25_000, 10),
        new LogisticMap(LogisticMap.Way.MESSAGES, 25_000, 10),
        new Fibonacci(25),
        new BoundedBuffer(50, 40, 40, 1000),
        new BitonicSort(1024, 1L << 60, 2048),
        new Relaxation(80, 100),
        new ShortestPaths(300, 50, 100),
        new FilterBank(1024, 6144, 8),
        new Barber(5000, 1000),
        new Smokers(1000, 200),
        new SortedList(20, 1000, 10, 1),
        new MatrixProduct(1024, 128, 20),
        new GuidedSearch(30, 1024, 20),
        new UnbalancedTree(50_000, 10));
  }

  /**
   * As small as possible with mailboxes that still fill and agents that still wait for each other.
   */
  public static List<Problem> small() {
    return List.of(
        new PingPong(500),
        new Counting(10_000),
        new ForkJoinCreate(500),
        new ForkJoinThroughput(3000, 4),
        new ThreadRing(10, 1005),
        new Chameneos(10, 1000),
        new Big(12, 200),
        new Dictionary(5, 500, 10, 1000),
        new Philosophers(5, 100),
        new Bank(50, 5000),
        new RadixSort(3000, 1L << 20, 2048),
        new Queens(8, 3, 4, 1_500_000),
        new QuickSort(10_000, 1L << 60, 500, 1024),
        new Trapezoid(10_000, 10, 1, 5),
        new Sieve(5000, 50),
        new LogisticMap(LogisticMap.Way.AWAIT, 3000, 3),
        new LogisticMap(LogisticMap.Way.MESSAGES, 500, 3),
        new Fibonacci(12),
        new BoundedBuffer(3, 5, 4, 50),
        new BitonicSort(64, 1L << 60, 2048),
        new Relaxation(6, 20),
        new ShortestPaths(30, 10, 100),
        new FilterBank(16, 200, 3),
        new Barber(200, 5),
        new Smokers(100, 7),
        new SortedList(5, 300, 10, 1),
        new MatrixProduct(32, 4, 5),
        new GuidedSearch(12, 20, 4),
        new UnbalancedTree(1000, 5));
  }

  /** The program of that name, at its published size. */
  public static Optional<Problem> published(String name) {
    return published().stream().filter(problem -> problem.name().equals(name)).findFirst();
  }
}

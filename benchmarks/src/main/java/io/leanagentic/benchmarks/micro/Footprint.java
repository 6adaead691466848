package io.leanagentic.benchmarks.micro;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Bytes of heap per agent: the heap in use with and without them, each time after garbage
 * collection.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Footprint {
  private static final int WARM_UP = 1000;
  private static final int COLLECTIONS = 4;

  /** What was measured; JMH reports it beside the time. */
  public double bytesPerAgent;

  /** How many agents. */
  @State(Scope.Benchmark)
  public static class Crowd {
    /** How many. */
    @Param("1000000")
    public int agents;
  }

  /** Makes as many idle agents as {@code refs} has room for, and puts their addresses there. */
  @FunctionalInterface
  public interface Maker {
    /** Makes them; returns how many. */
    long make(Object[] refs) throws InterruptedException;
  }

  /** Measures; the array that holds the addresses does not count. */
  double measure(Crowd crowd, Maker maker) throws InterruptedException {
    Object[] first = new Object[Math.min(WARM_UP, crowd.agents)];
    Object[] refs = new Object[crowd.agents];
    try {
      maker.make(first);
      long before = used();
      if (maker.make(refs) != refs.length) {
        throw new IllegalStateException("not all agents were made");
      }
      bytesPerAgent = (double) (used() - before) / refs.length;
      return bytesPerAgent;
    } finally {
      Reference.reachabilityFence(first);
      Reference.reachabilityFence(refs);
    }
  }

  private static long used() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(50);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}

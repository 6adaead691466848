package io.leanagentic.benchmarks.scale;

import io.leanagentic.benchmarks.micro.agents.Scaling.Program;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Supplier;

/** Finds the value of a program. */
final class Measuring {
  private static final int MESSAGES = 1_000_000;
  private static final int TIMES = 7;
  private static final int COLLECTIONS = 4;
  private static final double MEGA = 1024 * 1024;

  private Measuring() {}

  /**
   * Nanoseconds per message: the median of some runs, after some to warm up; at least one message
   * per agent.
   */
  static double nanos(Program program, int agents) {
    int messages = Math.max(MESSAGES, agents);
    double[] times = new double[TIMES];
    for (int i = -TIMES; i < TIMES; i++) {
      double time = once(program, messages);
      if (i >= 0) {
        times[i] = time;
      }
    }
    Arrays.sort(times);
    return times[TIMES / 2];
  }

  /** Nanoseconds per message in one run. */
  static double once(Program program, int messages) {
    long begin = System.nanoTime();
    program.run(messages);
    return (double) (System.nanoTime() - begin) / messages;
  }

  /** Megabytes of heap in use at most, in one run. */
  static double peak(Program program, int messages) {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    program.run(messages);
    long sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      var usage = pool.getType() == MemoryType.HEAP ? pool.getPeakUsage() : null;
      sum += usage == null ? 0 : usage.getUsed();
    }
    return sum / MEGA;
  }

  /** Bytes of heap per agent of what {@code make} makes. */
  static double bytes(Supplier<Program> make, int agents) throws InterruptedException {
    long before = used();
    Program program = make.get();
    try {
      program.run(agents); // each has handled a message
      return (double) (used() - before) / agents;
    } finally {
      Reference.reachabilityFence(program);
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

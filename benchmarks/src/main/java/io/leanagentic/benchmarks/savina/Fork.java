package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.harness.WarmUp;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Runs one program of one contender many times and prints what was measured; a process of its own.
 */
public final class Fork {
  private static final double NANOS_PER_MILLI = 1e6;

  private Fork() {}

  /** What is measured. */
  enum Mode {
    /**
     * How long an iteration takes, with the system running already and with start and end of one;
     * what it takes of the processors; and how long the computation takes in one thread.
     */
    TIME,
    /** How much heap is in use at most. */
    HEAP
  }

  /** Mode, contender, program, least seconds to warm up, iterations measured. */
  public static void main(String[] arguments) {
    Mode mode = Mode.valueOf(arguments[0]);
    Contender contender = Contender.valueOf(arguments[1]);
    Problem problem = Problems.published(arguments[2]).orElseThrow();
    long warmup = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3]));
    int iterations = Integer.parseInt(arguments[4]);
    long expected = problem.expected();
    switch (mode) {
      case TIME -> {
        if (problem.inOneThread().isPresent()) {
          print("alone", inOneThread(problem, expected, warmup, iterations));
        }
        print("running", running(contender, problem, expected, warmup, iterations));
        print("starting", starting(contender, problem, expected, warmup, iterations));
      }
      case HEAP -> {
        double before = peak();
        running(contender, problem, expected, 0, iterations);
        print("heap", new double[] {before, peak()});
      }
    }
    System.exit(0);
  }

  private static double[] running(
      Contender contender, Problem problem, long expected, long warmup, int iterations) {
    double[] times = new double[iterations];
    try (Stage stage = contender.start()) {
      Runnable iteration = () -> stage.run(problem, expected);
      if (warmup > 0) {
        warmUp(warmup, iteration);
      }
      double before = processorMillis();
      fill(times, 0, iteration);
      print("processor", new double[] {(processorMillis() - before) / iterations});
    }
    return times;
  }

  private static double[] inOneThread(Problem problem, long expected, long warmup, int iterations) {
    double[] times = new double[iterations];
    fill(
        times,
        warmup,
        () -> {
          long result = problem.inOneThread().orElseThrow();
          if (result != expected) {
            throw new IllegalStateException("result is " + result + "; expected: " + expected);
          }
        });
    return times;
  }

  private static double[] starting(
      Contender contender, Problem problem, long expected, long warmup, int iterations) {
    double[] times = new double[iterations];
    fill(
        times,
        warmup,
        () -> {
          try (Stage stage = contender.start()) {
            stage.run(problem, expected);
          }
        });
    return times;
  }

  /** Runs {@code iteration} for {@code least} nanoseconds, and as long as it gets faster. */
  private static void warmUp(long least, Runnable iteration) {
    var warmUp = new WarmUp(least);
    long begin;
    do {
      begin = System.nanoTime();
      iteration.run();
    } while (!warmUp.isOverAfter(System.nanoTime() - begin));
  }

  /** Runs {@code iteration} for {@code warmup} nanoseconds, then once for each of {@code times}. */
  private static void fill(double[] times, long warmup, Runnable iteration) {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < warmup) {
      iteration.run();
    }
    for (int i = 0; i < times.length; i++) {
      begin = System.nanoTime();
      iteration.run();
      times[i] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
  }

  /** What all threads of this process have computed, those of the JVM included. */
  private static double processorMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos()
        / NANOS_PER_MILLI;
  }

  private static double peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
        .sum();
  }

  private static void print(String name, double[] values) {
    System.out.println(
        name
            + "="
            + DoubleStream.of(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value))
                .collect(Collectors.joining(",")));
  }
}

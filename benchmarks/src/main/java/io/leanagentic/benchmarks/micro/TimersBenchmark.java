package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Timing;
import io.leanagentic.benchmarks.micro.rival.PekkoTiming;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What does a timer cost from being set to its message being handled, where there are a million of
 * them?
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimersBenchmark {
  private static final int EACH = 1000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(EACH * Timing.AGENTS)
  public long agents(Timing program) {
    return program.fire(EACH);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(EACH * Timing.AGENTS)
  public long pekko(PekkoTiming program) {
    return program.fire(EACH);
  }
}

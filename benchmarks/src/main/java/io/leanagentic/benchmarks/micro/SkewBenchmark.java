package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Skew;
import io.leanagentic.benchmarks.micro.rival.PekkoSkew;
import io.leanagentic.benchmarks.micro.rival.PoolSkew;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * How well is work spread that all comes from one agent? Per message that takes 5 µs; with two
 * workers 2.5 µs would be best.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SkewBenchmark {

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(Skew.AGENTS)
  public long agents(Skew program) {
    return program.distribute();
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(Skew.AGENTS)
  public long pekko(PekkoSkew program) {
    return program.distribute();
  }

  /** A pool. */
  @Benchmark
  @OperationsPerInvocation(Skew.AGENTS)
  public long forkJoinPool(PoolSkew program) {
    return program.distribute();
  }
}

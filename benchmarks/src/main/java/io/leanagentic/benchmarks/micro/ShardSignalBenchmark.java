package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Sharding;
import io.leanagentic.benchmarks.micro.rival.PekkoSharding;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message take from one agent to the one of 8 that has its key? Per message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShardSignalBenchmark {
  private static final int ITEMS = 100_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long agents(Sharding program) {
    return program.signal(ITEMS);
  }

  /** Pekko typed: a pool router with consistent hashing. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long pekko(PekkoSharding program) {
    return program.tell(ITEMS);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Chain;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What does a buffer cost per agent that it passes through: moved as {@code @Iso}, copied for fear
 * of sharing, or serialized? Moving ought to cost the same for every size. The sizes are classes,
 * each a row of the table.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class HandOverBenchmark {
  private final byte[] buffer;

  HandOverBenchmark(int size) {
    buffer = new byte[size];
  }

  /** Ours: moved. */
  @Benchmark
  @OperationsPerInvocation(Chain.HANDS)
  public long agents(Chain program) {
    return program.move(buffer);
  }

  /** Defensive copies. */
  @Benchmark
  @OperationsPerInvocation(Chain.HANDS)
  public long copied(Chain program) {
    return program.copy(buffer);
  }

  /** Serialization. */
  @Benchmark
  @OperationsPerInvocation(Chain.HANDS)
  public long serialized(Chain program) {
    return program.serialize(buffer);
  }
}

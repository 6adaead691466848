package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Channels;
import io.leanagentic.benchmarks.micro.rival.BlockingQueues;
import io.leanagentic.benchmarks.micro.rival.JctoolsQueues;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does an element take from one thread to another, both waiting as they must? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChannelTransferBenchmark {
  private static final int ELEMENTS = 200_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long agents(Channels program) {
    return program.transfer(ELEMENTS);
  }

  /** {@code ArrayBlockingQueue}. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long arrayBlockingQueue(BlockingQueues program) {
    return program.transfer(ELEMENTS);
  }

  /** JCTools. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long jctools(JctoolsQueues program) {
    return program.transfer(ELEMENTS);
  }
}

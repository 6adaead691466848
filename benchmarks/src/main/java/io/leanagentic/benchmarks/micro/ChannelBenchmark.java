package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Channels;
import io.leanagentic.benchmarks.micro.rival.BlockingQueues;
import io.leanagentic.benchmarks.micro.rival.JctoolsQueues;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does one thread take to put an element in and take it out again? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChannelBenchmark {
  private static final Integer ELEMENT = 42;

  /** Ours. */
  @Benchmark
  public long agents(Channels program) {
    return program.sendAndReceive(ELEMENT);
  }

  /** {@code ArrayBlockingQueue}. */
  @Benchmark
  public long arrayBlockingQueue(BlockingQueues program) {
    return program.offerAndPoll(ELEMENT);
  }

  /** JCTools. */
  @Benchmark
  public long jctools(JctoolsQueues program) {
    return program.offerAndPoll(ELEMENT);
  }
}

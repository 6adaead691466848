package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.AwaitChain;
import io.leanagentic.benchmarks.micro.rival.PekkoAwaitChain;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * What does a question cost that waits for the answer to another, and so on, ten deep? Per
 * question.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AwaitChainBenchmark {
  private static final int QUESTIONS = 1000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS * AwaitChain.LENGTH)
  public long agents(AwaitChain program) {
    return program.ask(QUESTIONS);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS * AwaitChain.LENGTH)
  public long pekko(PekkoAwaitChain program) {
    return program.ask(QUESTIONS);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Voting;
import io.leanagentic.benchmarks.micro.rival.PekkoVoting;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does it take an agent to ask 5 others and to have 3 of their answers? One at a time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QuorumBenchmark {
  private static final int QUESTIONS = 5_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS)
  public long agents(Voting program) {
    return program.ask(QUESTIONS);
  }

  /** Pekko typed: five asks, whose answers are counted. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS)
  public long pekko(PekkoVoting program) {
    return program.ask(QUESTIONS);
  }
}

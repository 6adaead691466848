package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Asking;
import io.leanagentic.benchmarks.micro.rival.PekkoAsking;
import io.leanagentic.benchmarks.micro.rival.VirtualAsking;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does an agent wait for the answer of another, one question at a time? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AskBenchmark {
  private static final int QUESTIONS = 20_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS)
  public long agents(Asking program) {
    return program.fromAgent(QUESTIONS);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS)
  public long pekko(PekkoAsking program) {
    return program.fromActor(QUESTIONS);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(QUESTIONS)
  public long virtualThreads(VirtualAsking program) throws InterruptedException {
    return program.fromVirtualThread(QUESTIONS);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.LoopPingPong;
import io.leanagentic.benchmarks.micro.rival.VirtualPingPong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** As {@link PingPongBenchmark}, between two agents that are loops. Per round trip. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoopPingPongBenchmark {
  private static final int ROUNDS = 50_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long agents(LoopPingPong program) {
    return program.play(ROUNDS);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long virtualThreads(VirtualPingPong program) throws InterruptedException {
    return program.play(ROUNDS);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Spreading;
import io.leanagentic.benchmarks.micro.rival.PekkoSpreading;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message to 1000 agents take until all have handled it? Per agent. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BroadcastBenchmark {
  private static final int ROUNDS = 50;

  /** Ours: a full mailbox holds up nobody, and shows in the coverage. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS * Spreading.MEMBERS)
  public long agents(Spreading program) {
    return program.publish(ROUNDS);
  }

  /** Ours, by hand: an agent signals each. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS * Spreading.MEMBERS)
  public long loop(Spreading program) {
    return program.loop(ROUNDS);
  }

  /** Pekko typed: an actor tells each. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS * Spreading.MEMBERS)
  public long pekko(PekkoSpreading program) {
    return program.loop(ROUNDS);
  }

  /** Pekko typed: a topic that all have subscribed to. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS * Spreading.MEMBERS)
  public long pekkoTopic(PekkoSpreading program) {
    return program.publish(ROUNDS);
  }
}

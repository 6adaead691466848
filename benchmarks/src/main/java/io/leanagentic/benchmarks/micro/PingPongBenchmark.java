package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.PingPong;
import io.leanagentic.benchmarks.micro.baseline.BarePingPong;
import io.leanagentic.benchmarks.micro.rival.PekkoPingPong;
import io.leanagentic.benchmarks.micro.rival.VertxPingPong;
import io.leanagentic.benchmarks.micro.rival.VirtualPingPong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message and its answer take between two agents? Per round trip. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PingPongBenchmark {
  private static final int ROUNDS = 100_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long agents(PingPong program) {
    return program.play(ROUNDS);
  }

  /** Stripped bare. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long bare(BarePingPong program) {
    return program.play(ROUNDS);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long pekko(PekkoPingPong program) {
    return program.play(ROUNDS);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long virtualThreads(VirtualPingPong program) throws InterruptedException {
    return program.play(ROUNDS);
  }

  /** Vert.x. */
  @Benchmark
  @OperationsPerInvocation(ROUNDS)
  public long vertx(VertxPingPong program) {
    return program.play(ROUNDS);
  }
}

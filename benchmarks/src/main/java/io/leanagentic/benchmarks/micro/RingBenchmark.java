package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Ring;
import io.leanagentic.benchmarks.micro.baseline.BareRing;
import io.leanagentic.benchmarks.micro.rival.PekkoRing;
import io.leanagentic.benchmarks.micro.rival.VirtualRing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does one hop of a token around 1000 agents take? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingBenchmark {
  private static final int LAPS = 100;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(LAPS * Ring.SIZE)
  public long agents(Ring program) {
    return program.pass(LAPS);
  }

  /** Stripped bare. */
  @Benchmark
  @OperationsPerInvocation(LAPS * Ring.SIZE)
  public long bare(BareRing program) {
    return program.pass(LAPS);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(LAPS * Ring.SIZE)
  public long pekko(PekkoRing program) {
    return program.pass(LAPS);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(LAPS * Ring.SIZE)
  public long virtualThreads(VirtualRing program) throws InterruptedException {
    return program.pass(LAPS);
  }
}

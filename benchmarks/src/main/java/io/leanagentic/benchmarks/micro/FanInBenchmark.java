package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.FanIn;
import io.leanagentic.benchmarks.micro.baseline.BareFanIn;
import io.leanagentic.benchmarks.micro.rival.PekkoFanIn;
import io.leanagentic.benchmarks.micro.rival.VirtualProducers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message take when 1000 agents send to one? Per message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FanInBenchmark {
  private static final int EACH = 100;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(EACH * FanIn.PRODUCERS)
  public long agents(FanIn program) {
    return program.produce(EACH);
  }

  /** Stripped bare. */
  @Benchmark
  @OperationsPerInvocation(EACH * FanIn.PRODUCERS)
  public long bare(BareFanIn program) {
    return program.produce(EACH);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(EACH * FanIn.PRODUCERS)
  public long pekko(PekkoFanIn program) {
    return program.produce(EACH);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(EACH * FanIn.PRODUCERS)
  public long virtualThreads(VirtualProducers.Many program) throws InterruptedException {
    return program.produce(EACH);
  }
}

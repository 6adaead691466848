package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Latency;
import io.leanagentic.benchmarks.micro.rival.PekkoLatency;
import io.leanagentic.benchmarks.micro.rival.PoolLatency;
import io.leanagentic.benchmarks.micro.rival.VertxSending;
import io.leanagentic.benchmarks.micro.rival.VirtualLatency;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message of a thread take to an agent whose workers all sleep? Percentiles. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WakeUpBenchmark {

  /** Ours. */
  @Benchmark
  public double agents(Latency program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenIdle);
  }

  /** Pekko typed. */
  @Benchmark
  public double pekko(PekkoLatency program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenIdle);
  }

  /** Virtual threads with queues. */
  @Benchmark
  public double virtualThreads(VirtualLatency program, Percentiles percentiles)
      throws InterruptedException {
    return percentiles.measure(program::whenIdle);
  }

  /** A pool. */
  @Benchmark
  public double forkJoinPool(PoolLatency program, Percentiles percentiles)
      throws InterruptedException {
    return percentiles.measure(program::whenIdle);
  }

  /** Vert.x. */
  @Benchmark
  public double vertx(VertxSending program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenIdle);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Latency;
import io.leanagentic.benchmarks.micro.rival.PekkoLatency;
import io.leanagentic.benchmarks.micro.rival.PoolLatency;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * How long does a message take whose sender keeps computing, while another worker has nothing to
 * do? Percentiles.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BusySenderBenchmark {

  /** Ours. */
  @Benchmark
  public double agents(Latency program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenSenderIsBusy);
  }

  /** Pekko typed. */
  @Benchmark
  public double pekko(PekkoLatency program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenSenderIsBusy);
  }

  /** A pool. */
  @Benchmark
  public double forkJoinPool(PoolLatency program, Percentiles percentiles)
      throws InterruptedException {
    return percentiles.measure(program::whenSenderIsBusy);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Latency;
import io.leanagentic.benchmarks.micro.rival.PekkoLatency;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message take while eight others compute 5 µs for each of theirs? Percentiles. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BusyBenchmark {

  /** Ours. */
  @Benchmark
  public double agents(Latency program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenAllAreBusy);
  }

  /** Pekko typed. */
  @Benchmark
  public double pekko(PekkoLatency program, Percentiles percentiles) throws InterruptedException {
    return percentiles.measure(program::whenAllAreBusy);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.AgentRuntime;
import io.leanagentic.benchmarks.savina.pekko.PekkoStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long do the start and the end of a runtime take? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StartBenchmark {

  /** Ours. */
  @Benchmark
  public boolean agents() {
    var runtime = AgentRuntime.start();
    runtime.close();
    return runtime.roots().isEmpty();
  }

  /** Pekko typed. */
  @Benchmark
  public int pekko() {
    var stage = new PekkoStage();
    stage.close();
    return stage.hashCode();
  }
}

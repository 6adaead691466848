package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.Footprint.Crowd;
import io.leanagentic.benchmarks.micro.agents.Spawning;
import io.leanagentic.benchmarks.micro.rival.PekkoSpawning;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How many bytes does an idle agent take whose behavior is an object with a field? */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IdleWithStateBenchmark {
  /** Ours. */
  @Benchmark
  public double agents(Spawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(Spawning.Kind.WITH_STATE, refs));
  }

  /** Pekko typed. */
  @Benchmark
  public double pekko(PekkoSpawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(PekkoSpawning.Kind.WITH_STATE, refs));
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.Footprint.Crowd;
import io.leanagentic.benchmarks.micro.agents.Spawning;
import io.leanagentic.benchmarks.micro.rival.PekkoSpawning;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How many bytes does an idle agent with a name take, the name included? */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IdleNamedBenchmark {
  /** Ours. */
  @Benchmark
  public double agents(Spawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(Spawning.Kind.NAMED, refs));
  }

  /** Pekko typed. */
  @Benchmark
  public double pekko(PekkoSpawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(PekkoSpawning.Kind.NAMED, refs));
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.Footprint.Crowd;
import io.leanagentic.benchmarks.micro.agents.Spawning;
import io.leanagentic.benchmarks.micro.baseline.BareSpawning;
import io.leanagentic.benchmarks.micro.rival.PekkoSpawning;
import io.leanagentic.benchmarks.micro.rival.VirtualSpawning;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How many bytes does an idle agent take, a lambda without state of its own? */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IdleBenchmark {
  /** Ours. */
  @Benchmark
  public double agents(Spawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(Spawning.Kind.LAMBDA, refs));
  }

  /** Stripped bare. */
  @Benchmark
  public double bare(BareSpawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, program::spawnInto);
  }

  /** Pekko typed. */
  @Benchmark
  public double pekko(PekkoSpawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(PekkoSpawning.Kind.LAMBDA, refs));
  }

  /** Virtual threads with queues. */
  @Benchmark
  public double virtualThreads(VirtualSpawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, program::spawnInto);
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.Footprint.Crowd;
import io.leanagentic.benchmarks.micro.agents.Spawning;
import io.leanagentic.benchmarks.micro.rival.VirtualSpawning;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How many bytes does an idle loop agent take, its virtual thread included? */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class IdleLoopBenchmark {
  /** Ours. */
  @Benchmark
  public double agents(Spawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, refs -> program.spawnInto(Spawning.Kind.LOOP, refs));
  }

  /** Virtual threads with queues. */
  @Benchmark
  public double virtualThreads(VirtualSpawning program, Crowd crowd, Footprint footprint)
      throws InterruptedException {
    return footprint.measure(crowd, program::spawnInto);
  }
}

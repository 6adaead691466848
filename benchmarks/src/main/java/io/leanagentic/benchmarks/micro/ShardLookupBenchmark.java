package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Sharding;
import io.leanagentic.benchmarks.micro.rival.PekkoSharding;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does it take to find the one of 100 shards that has a key? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShardLookupBenchmark {

  /** Ours. */
  @Benchmark
  public String agents(Sharding.Lookup program) {
    return program.shard();
  }

  /** Pekko's ring of virtual nodes. */
  @Benchmark
  public String pekko(PekkoSharding.Lookup program) {
    return program.node();
  }
}

package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Leasing;
import io.leanagentic.benchmarks.micro.rival.CaffeineLeasing;
import io.leanagentic.benchmarks.micro.rival.LockLeasing;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does one thread take to get one of 1024 resources for itself, and to give it back? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LeaseBenchmark {

  /** Ours: with a time to live, a fencing token, and a line of waiters. */
  @Benchmark
  public long agents(Leasing program) {
    return program.acquireAndRelease();
  }

  /** A cache whose entries expire, as people use it for the purpose. */
  @Benchmark
  public boolean caffeine(CaffeineLeasing program) {
    return program.putAndRemove();
  }

  /** A lock for each resource; forever, if its thread does not give it back. */
  @Benchmark
  public int reentrantLock(LockLeasing program) {
    return program.lockAndUnlock();
  }
}

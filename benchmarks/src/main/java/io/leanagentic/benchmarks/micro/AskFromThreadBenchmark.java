package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Asking;
import io.leanagentic.benchmarks.micro.rival.PekkoAsking;
import io.leanagentic.benchmarks.micro.rival.VirtualAsking;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a thread wait for the answer of an agent? Mostly the time to wake threads. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AskFromThreadBenchmark {

  /** Ours. */
  @Benchmark
  public long agents(Asking program) {
    return program.fromThread();
  }

  /** Pekko typed. */
  @Benchmark
  public long pekko(PekkoAsking program) {
    return program.fromThread();
  }

  /** Virtual threads with queues. */
  @Benchmark
  public long virtualThreads(VirtualAsking program) throws InterruptedException {
    return program.fromThread();
  }
}

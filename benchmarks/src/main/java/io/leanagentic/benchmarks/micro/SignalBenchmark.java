package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.OneToOne;
import io.leanagentic.benchmarks.micro.baseline.BareOneToOne;
import io.leanagentic.benchmarks.micro.rival.PekkoOneToOne;
import io.leanagentic.benchmarks.micro.rival.VirtualProducers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** How long does a message take, sent and handled, from one agent to another? Per message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignalBenchmark {
  private static final int ITEMS = 200_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long agents(OneToOne program) {
    return program.signal(ITEMS);
  }

  /** Stripped bare. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long bare(BareOneToOne program) {
    return program.tell(ITEMS);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long pekko(PekkoOneToOne program) {
    return program.tell(ITEMS);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long virtualThreads(VirtualProducers.OneToOne program) throws InterruptedException {
    return program.produce(ITEMS);
  }
}

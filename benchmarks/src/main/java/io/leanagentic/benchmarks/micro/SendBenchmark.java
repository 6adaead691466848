package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.OneToOne;
import io.leanagentic.benchmarks.micro.baseline.BareOneToOne;
import io.leanagentic.benchmarks.micro.rival.DisruptorSending;
import io.leanagentic.benchmarks.micro.rival.PekkoOneToOne;
import io.leanagentic.benchmarks.micro.rival.VertxSending;
import io.leanagentic.benchmarks.micro.rival.VirtualProducers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** As {@link SignalBenchmark}, from a thread to an agent, waiting for room. Per message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SendBenchmark {
  private static final int ITEMS = 200_000;

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long agents(OneToOne program) {
    return program.send(ITEMS);
  }

  /** Stripped bare. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long bare(BareOneToOne program) {
    return program.tellFromThread(ITEMS);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long pekko(PekkoOneToOne program) {
    return program.tellFromThread(ITEMS);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long virtualThreads(VirtualProducers.OneToOne program) throws InterruptedException {
    return program.produceFromThread(ITEMS);
  }

  /** A Disruptor. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long disruptor(DisruptorSending program) {
    return program.send(ITEMS);
  }

  /** Vert.x. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public long vertx(VertxSending program) {
    return program.send(ITEMS);
  }
}

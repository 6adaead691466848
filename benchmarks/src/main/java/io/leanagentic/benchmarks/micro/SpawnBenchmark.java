package io.leanagentic.benchmarks.micro;

import io.leanagentic.benchmarks.micro.agents.Spawning;
import io.leanagentic.benchmarks.micro.baseline.BareSpawning;
import io.leanagentic.benchmarks.micro.rival.PekkoSpawning;
import io.leanagentic.benchmarks.micro.rival.VirtualSpawning;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long does an agent take to spawn another, with its mailbox? Allocation includes their end.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpawnBenchmark {
  private static final int CHILDREN = 20_000;

  /** Ends the agents outside of the time. */
  @State(Scope.Benchmark)
  public static class Agents extends Spawning {
    /** Ends them. */
    @TearDown(Level.Invocation)
    public void endChildren() {
      end();
    }
  }

  /** Ends the actors outside of the time. */
  @State(Scope.Benchmark)
  public static class Pekko extends PekkoSpawning {
    /** Ends them. */
    @TearDown(Level.Invocation)
    public void endChildren() throws InterruptedException {
      end();
    }
  }

  /** Ends the threads outside of the time. */
  @State(Scope.Benchmark)
  public static class VirtualThreads extends VirtualSpawning {
    /** Ends them. */
    @TearDown(Level.Invocation)
    public void endChildren() throws InterruptedException {
      end();
    }
  }

  /** Ours. */
  @Benchmark
  @OperationsPerInvocation(CHILDREN)
  public long agents(Agents program) {
    return program.spawn(CHILDREN);
  }

  /** Stripped bare. */
  @Benchmark
  @OperationsPerInvocation(CHILDREN)
  public long bare(BareSpawning program) {
    return program.spawn(CHILDREN);
  }

  /** Pekko typed. */
  @Benchmark
  @OperationsPerInvocation(CHILDREN)
  public long pekko(Pekko program) {
    return program.spawn(CHILDREN);
  }

  /** Virtual threads with queues. */
  @Benchmark
  @OperationsPerInvocation(CHILDREN)
  public long virtualThreads(VirtualThreads program) throws InterruptedException {
    return program.spawn(CHILDREN);
  }
}

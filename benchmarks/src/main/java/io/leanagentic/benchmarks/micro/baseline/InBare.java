package io.leanagentic.benchmarks.micro.baseline;

import io.leanagentic.benchmarks.harness.Completion;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A program with workers of its own. */
@State(Scope.Benchmark)
public abstract class InBare {
  static final int PORTION = 1000;

  final BareWorkers workers = new BareWorkers();
  final Completion finish = new Completion();

  /** Ends the workers. */
  @TearDown
  public void close() {
    workers.close();
  }
}

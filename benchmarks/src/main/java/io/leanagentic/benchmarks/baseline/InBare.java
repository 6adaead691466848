package io.leanagentic.benchmarks.baseline;

import io.leanagentic.benchmarks.Finish;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A program with workers of its own. */
@State(Scope.Benchmark)
public abstract class InBare {
  static final int PORTION = 1000;

  final BareWorkers workers = new BareWorkers();
  final Finish finish = new Finish();

  /** Ends the workers. */
  @TearDown
  public void close() {
    workers.close();
  }
}

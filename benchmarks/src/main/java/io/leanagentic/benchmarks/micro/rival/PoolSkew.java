package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.micro.agents.Skew;
import io.leanagentic.capability.Shared;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One task submits many others. */
@Shared("all its parts are")
@State(Scope.Benchmark)
public class PoolSkew {
  private final ForkJoinPool pool = PoolLatency.asyncPool();
  private final AtomicInteger open = new AtomicInteger();
  private final Completion finish = new Completion();

  /** Runs them all once. */
  public long distribute() {
    open.set(Skew.AGENTS);
    pool.execute(() -> {
      for (int i = 0; i < Skew.AGENTS; i++) {
        pool.execute(this::work);
      }
    });
    return finish.expect(1);
  }

  private void work() {
    Recorder.compute(Skew.WORK);
    if (open.decrementAndGet() == 0) {
      finish.with(1);
    }
  }

  /** Ends the pool. */
  @TearDown
  public void close() {
    pool.close();
  }
}

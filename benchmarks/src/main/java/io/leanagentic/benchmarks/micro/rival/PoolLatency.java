package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.harness.Recorder.Stamp;
import java.util.concurrent.ForkJoinPool;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Tasks for a pool, instead of messages; one at a time. */
@State(Scope.Benchmark)
public class PoolLatency {
  private static final long LONG_WORK = 200_000;

  private final ForkJoinPool pool = asyncPool();
  private final Recorder recorder = new Recorder();

  static ForkJoinPool asyncPool() {
    return new ForkJoinPool(
        Runtime.getRuntime().availableProcessors(),
        ForkJoinPool.defaultForkJoinWorkerThreadFactory,
        null,
        true);
  }

  /** A thread submits while all workers sleep. */
  public long[] whenIdle(int samples) {
    return recorder.afterPauses(samples, stamp -> pool.execute(() -> recorder.arrived(stamp)));
  }

  /** A task submits another and keeps computing, while another worker has nothing to do. */
  public long[] whenSenderIsBusy(int samples) {
    return recorder.during(samples, () -> pool.execute(() -> send(pool, recorder, samples)));
  }

  private static void send(ForkJoinPool pool, Recorder recorder, int left) {
    Stamp stamp = Stamp.now();
    pool.execute(() -> recorder.arrived(stamp));
    Recorder.compute(LONG_WORK);
    if (left > 1) {
      pool.execute(() -> send(pool, recorder, left - 1));
    }
  }

  /** Ends the pool. */
  @TearDown
  public void close() {
    pool.close();
  }
}

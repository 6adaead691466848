package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Recorder;
import io.leanagentic.benchmarks.harness.Recorder.Stamp;
import java.util.concurrent.LinkedTransferQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A virtual thread that takes from its queue. */
@State(Scope.Benchmark)
public class VirtualLatency {
  private final Recorder recorder = new Recorder();
  private final LinkedTransferQueue<Stamp> queue = new LinkedTransferQueue<>();
  private final Thread receiver = Thread.ofVirtual().start(() -> receive(queue, recorder));

  private static void receive(LinkedTransferQueue<Stamp> queue, Recorder recorder) {
    try {
      while (true) {
        recorder.arrived(queue.take());
      }
    } catch (InterruptedException _) {
      // the end
    }
  }

  /** A thread puts while the virtual one waits. */
  public long[] whenIdle(int samples) {
    return recorder.afterPauses(samples, queue::put);
  }

  /** Ends the thread. */
  @TearDown
  public void close() {
    receiver.interrupt();
  }
}

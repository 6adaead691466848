package io.leanagentic.benchmarks.micro.rival;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.harness.Transfer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A ring between the calling thread and a thread that handles; a thread that waits sleeps. */
@State(Scope.Benchmark)
public class DisruptorSending {
  private final Completion finish = new Completion();
  private final Disruptor<Slot> disruptor =
      new Disruptor<>(
          Slot::new,
          Transfer.CAPACITY,
          DaemonThreadFactory.INSTANCE,
          ProducerType.SINGLE,
          new BlockingWaitStrategy());
  private final RingBuffer<Slot> ring;
  private long items;

  /** Starts it. */
  public DisruptorSending() {
    disruptor.handleEventsWith((slot, sequence, endOfBatch) -> handle(slot));
    ring = disruptor.start();
  }

  private void handle(Slot slot) {
    if (slot.last) {
      finish.with(items);
      items = 0;
    } else {
      items++;
    }
  }

  /** The calling thread sends {@code toSend}; returns how many were counted. */
  public long send(int toSend) {
    for (int i = 0; i < toSend; i++) {
      publish(false);
    }
    publish(true);
    return finish.expect(toSend);
  }

  private void publish(boolean last) {
    long sequence = ring.next();
    try {
      ring.get(sequence).last = last;
    } finally {
      ring.publish(sequence);
    }
  }

  /** Ends it. */
  @TearDown
  public void close() {
    disruptor.shutdown();
  }

  private static final class Slot {
    private boolean last;
  }
}

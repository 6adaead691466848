package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Transfer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The JDK's queue for this purpose. */
@State(Scope.Benchmark)
public class BlockingQueues {
  private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(Transfer.CAPACITY);
  private final Transfer transfer = new Transfer(queue::put, queue::take);

  /** Puts one element in and takes it out again. */
  public int offerAndPoll(Integer element) {
    if (!queue.offer(element)) {
      throw new IllegalStateException("no room in an empty queue");
    }
    return queue.remove();
  }

  /** One thread puts, another takes. */
  public long transfer(int elements) {
    return transfer.run(elements);
  }
}

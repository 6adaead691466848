package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.benchmarks.harness.Transfer;
import java.util.Queue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The fastest bounded queue we know; it cannot wait, nor be closed. */
@State(Scope.Benchmark)
@SuppressWarnings("ThreadPriorityCheck") // yielding is how such a queue is waited for
public class JctoolsQueues {
  private final Queue<Integer> queue = new MpmcVarHandleArrayQueue<>(Transfer.CAPACITY);
  private final Transfer transfer = new Transfer(this::put, this::take);

  /** Puts one element in and takes it out again. */
  public int offerAndPoll(Integer element) {
    if (!queue.offer(element)) {
      throw new IllegalStateException("no room in an empty queue");
    }
    return queue.remove();
  }

  /** One thread puts, another takes; both yield their processor while they wait. */
  public long transfer(int elements) {
    return transfer.run(elements);
  }

  private void put(Integer element) {
    while (!queue.offer(element)) {
      Thread.yield();
    }
  }

  private Integer take() {
    for (; ; ) {
      Integer element = queue.poll();
      if (element != null) {
        return element;
      }
      Thread.yield();
    }
  }
}

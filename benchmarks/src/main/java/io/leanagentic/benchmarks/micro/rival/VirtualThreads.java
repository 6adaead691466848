package io.leanagentic.benchmarks.micro.rival;

import io.leanagentic.capability.CapUnchecked;
import java.util.concurrent.BlockingQueue;

/** How a thread with a queue is written: a loop that takes. */
final class VirtualThreads {
  private VirtualThreads() {}

  /** What a thread does with the next message; returns whether it continues. */
  @FunctionalInterface
  interface Step<M> {
    boolean take(M message) throws InterruptedException;
  }

  @CapUnchecked("as threads are written: what a step shares with others is its own affair")
  static <M> void loop(BlockingQueue<M> queue, Step<M> step) {
    Thread.startVirtualThread(() -> {
      try {
        while (step.take(queue.take())) {}
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    });
  }
}

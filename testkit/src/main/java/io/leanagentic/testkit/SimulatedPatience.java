package io.leanagentic.testkit;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Runs a simulation until something comes. */
record SimulatedPatience(SimulatedRuntime runtime) implements Patience {
  @Override
  public <T> @Nullable T next(BlockingQueue<T> queue, Duration time) {
    runtime.until(time, () -> !queue.isEmpty());
    return queue.poll();
  }

  @Override
  public boolean isOver() {
    return runtime.isClosed();
  }

  @Override
  public SimulationFailure failure(String kind, String message) {
    return runtime.failure(kind, message);
  }
}

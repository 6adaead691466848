package io.leanagentic.testkit;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Waits for the workers of a runtime. */
record RealPatience(BooleanSupplier over) implements Patience {
  @Override
  public <T> @Nullable T next(BlockingQueue<T> queue, Duration time) {
    try {
      return queue.poll(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public boolean isOver() {
    return over.getAsBoolean();
  }

  @Override
  public SimulationFailure failure(String kind, String message) {
    return new SimulationFailure(kind, message, null);
  }
}

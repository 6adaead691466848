package io.leanagentic.testkit;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** How a probe waits: in virtual time, or in that of the machine. */
interface Patience {
  /** The next element; null if none comes within {@code time}. */
  <T> @Nullable T next(BlockingQueue<T> queue, Duration time);

  /** Whether the test that the probe belongs to is over. */
  boolean isOver();

  /** The failure of an expectation. */
  SimulationFailure failure(String kind, String message);
}

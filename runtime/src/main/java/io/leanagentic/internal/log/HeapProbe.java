package io.leanagentic.internal.log;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that some heap is left before code is called that may initialize classes: a class
 * whose initialization finds no heap stays unusable, and so does everything that depends on it.
 */
@CapUnchecked("what is written is never read")
public final class HeapProbe {
  /** More than a logger needs for its first line, including its classes. */
  private static final int BYTES = 256 * 1024;

  @SuppressWarnings("unused") // written, so that the array is allocated
  private static volatile byte @Nullable [] made;

  private HeapProbe() {}

  /**
   * Returns normally if there is enough memory.
   *
   * @throws OutOfMemoryError if there is not
   */
  public static void check() {
    made = new byte[BYTES];
    made = null;
  }
}

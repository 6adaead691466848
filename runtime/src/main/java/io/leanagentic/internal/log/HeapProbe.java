package io.leanagentic.internal.log;

import io.leanagentic.capability.CapUnchecked;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that there is some heap left before code is called that may need classes for the first
 * time: one whose initialization finds none is lost for ever, and all that depends on it.
 */
@CapUnchecked("what is written is never read")
public final class HeapProbe {
  /** More than a logger needs for its first line, with the classes of that. */
  private static final int BYTES = 256 * 1024;

  @SuppressWarnings("unused") // written, so that the array is made
  private static volatile byte @Nullable [] made;

  private HeapProbe() {}

  /**
   * Returns normally if there is some memory.
   *
   * @throws OutOfMemoryError if there is not
   */
  public static void check() {
    made = new byte[BYTES];
    made = null;
  }
}

package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The slot of a worker is emptied by its owner without an atomic operation, and by thieves. */
final class WorkerSlotTest {

  private static int explore(Supplier<SteppedSlot> fresh) {
    return Interleavings.upTo(3, () -> SteppedSlot.check(fresh, 2, 1))
        + Interleavings.upTo(2, () -> SteppedSlot.check(fresh, 3, 2))
        + Interleavings.upTo(2, () -> SteppedSlot.check(fresh, 2, 1, 1));
  }

  @Test
  void aTaskInTheSlotIsTakenOnce() {
    int runs = explore(SteppedSlot::new);
    assertTrue(runs > 2_000, () -> "only " + runs + " interleavings");
  }

  /** What that is worth. */
  @Test
  void aBrokenSlotIsFound() {
    for (Supplier<SteppedSlot> broken :
        List.<Supplier<SteppedSlot>>of(
            SteppedSlot.NoFence::new,
            SteppedSlot.DoesNotLook::new,
            SteppedSlot.Silent::new,
            SteppedSlot.Careless::new)) {
      var failure = assertThrows(AssertionError.class, () -> explore(broken));
      assertTrue(failure.toString().contains("runs of a task"), failure::toString);
    }
  }
}

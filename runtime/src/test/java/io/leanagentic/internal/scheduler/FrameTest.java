package io.leanagentic.internal.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leanagentic.testing.Interleavings;
import io.leanagentic.testing.Until;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What others read of a frame while its worker goes from agent to agent. */
final class FrameTest {

  private static int explore(Supplier<SteppedFrame> fresh) {
    return Interleavings.all(() -> SteppedFrame.check(fresh, 1, 3))
        + Interleavings.upTo(3, () -> SteppedFrame.check(fresh, 2, 4));
  }

  @Test
  void aCountIsNeverThatOfAnotherTask() {
    int runs = explore(SteppedFrame::new);
    assertTrue(runs > 2_000, () -> "only " + runs + " interleavings");
  }

  /** What that is worth. */
  @Test
  void aBrokenFrameIsFound() {
    for (Supplier<SteppedFrame> broken :
        List.<Supplier<SteppedFrame>>of(
            SteppedFrame.LooksAtTheAgentOnly::new, SteppedFrame.OneNumber::new)) {
      var failure = assertThrows(AssertionError.class, () -> explore(broken));
      assertTrue(failure.toString().contains("the count is another agent's"), failure::toString);
    }
  }

  /** A task that has taken so many messages. */
  private static final class Counted extends Task {
    private final int taken;

    Counted(int taken) {
      this.taken = taken;
    }

    @Override
    protected void run(Frame frame) {}

    @Override
    protected int priority() {
      return 1;
    }

    @Override
    protected void schedule() {}

    @Override
    protected void prod() {}

    @Override
    protected int position() {
      return taken;
    }
  }

  /** The frame itself, at full speed. */
  @Test
  void aFrameThatPassesFromTaskToTaskTellsEachItsOwnCount() throws Exception {
    var frame = new Frame(null);
    var few = new Counted(1);
    var many = new Counted(1_000_000);
    var over = new AtomicBoolean();
    var wrong = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                int taken = frame.takenBy(few, 0);
                if (taken > 3) {
                  wrong.set(taken);
                }
              }
            });
    for (int i = 0; i < 2_000_000 && wrong.get() == 0; i++) {
      Counted next = i % 2 == 0 ? few : many;
      frame.begin(next);
      frame.advance(next.taken + 1);
      frame.advance(next.taken + 2);
    }
    over.set(true);
    Until.ended(reader);
    assertEquals(0, wrong.get());
  }

  @Test
  void aCountIsNoLessThanWhatWasKnown() {
    var frame = new Frame(null);
    var task = new Counted(7);
    assertEquals(5, frame.takenBy(task, 5), "not at work");
    frame.begin(task);
    assertEquals(7, frame.takenBy(task, 5));
    assertEquals(9, frame.takenBy(task, 9));
    assertEquals(5, frame.takenBy(new Counted(7), 5), "another one is at work");
    frame.advance(Integer.MIN_VALUE);
    assertEquals(Integer.MIN_VALUE, frame.takenBy(task, Integer.MAX_VALUE), "numbers wrap");
    frame.end();
    assertEquals(5, frame.takenBy(task, 5));
  }

  @Test
  void whatWasSeenOfATurnIsNotToldToTheNext() {
    var frame = new Frame(null);
    var task = new Counted(0);
    frame.begin(task);
    long first = frame.begunAcquire();
    frame.observe(first, 17);
    assertEquals(17, frame.takeObserved());
    assertEquals(0, frame.takeObserved(), "told once");
    frame.begin(task);
    frame.observe(first, 18);
    assertEquals(0, frame.takeObserved());
    frame.observe(frame.begunAcquire(), 19);
    assertEquals(19, frame.takeObserved());
  }
}

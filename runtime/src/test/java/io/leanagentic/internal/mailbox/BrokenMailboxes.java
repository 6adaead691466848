package io.leanagentic.internal.mailbox;

import io.leanagentic.testing.Interleavings.Step;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntConsumer;

/** Mailboxes with one mistake each, which the checks must find. */
final class BrokenMailboxes {
  private BrokenMailboxes() {}

  /**
   * A queue and a flag beside it that says whether the agent is scheduled: what is put between the
   * look at the empty queue and the reset of the flag wakes nobody.
   */
  static final class SeparateFlag implements SteppedMailbox {
    private final Queue<Integer> queue = new ArrayDeque<>();
    private boolean scheduled;

    @Override
    public boolean put(int message, IntConsumer done, Step step) {
      step.next();
      queue.add(message);
      done.accept(queue.size());
      step.next();
      boolean wasIdle = !scheduled; // one atomic step, as a getAndSet would be
      scheduled = true;
      return wasIdle;
    }

    @Override
    public void turn(IntConsumer handle, Step step) {
      for (; ; ) {
        step.next();
        Integer message = queue.poll();
        if (message == null) {
          step.next();
          scheduled = false;
          return;
        }
        handle.accept(message);
      }
    }

    @Override
    public boolean isIdle() {
      return !scheduled;
    }
  }

  /** Looks whether anything came, then goes idle whatever comes in between. */
  static final class IdleInTwoSteps extends RealMailbox {
    @Override
    boolean goesIdle(Node newest, int taken, Step step) {
      step.next();
      setConsumedOpaque(taken);
      step.next();
      if (headAcquire() != newest) {
        return false;
      }
      step.next();
      goIdle(headAcquire());
      return true;
    }
  }

  /**
   * Gives a message that came to an idle mailbox the number its sender reckoned before it was put:
   * the mailbox may have been busy and idle again in between, and then the number is too small.
   */
  static final class NumberedTooEarly extends RealMailbox {
    @Override
    void numberFirst(Node node) {
      node.seq = seqBefore();
    }
  }

  /** Has the agent scheduled also when it is about to go idle, but has not yet. */
  static final class ScheduledTwice extends RealMailbox {
    @Override
    boolean schedules(Node found) {
      return isTaken(found);
    }
  }
}

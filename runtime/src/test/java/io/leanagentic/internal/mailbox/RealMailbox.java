package io.leanagentic.internal.mailbox;

import io.leanagentic.internal.scheduler.Frame;
import io.leanagentic.testing.Interleavings.Step;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The mailbox of the runtime, used as an agent and its senders use it. */
class RealMailbox extends MailboxHead implements SteppedMailbox {
  RealMailbox() {
    super(false);
  }

  /** One put or turn: where its thread is between two steps, and whom it tells of its message. */
  private static final class Visit {
    private final Step step;
    private final IntConsumer done;
    private int seq;
    private int depth;
    private boolean told;

    Visit(Step step, IntConsumer done) {
      this.step = step;
      this.done = done;
    }

    void tell() {
      if (!told) {
        told = true;
        done.accept(depth);
      }
    }
  }

  private static final ThreadLocal<Visit> VISIT = new ThreadLocal<>();

  @Override
  public boolean put(int message, IntConsumer done, Step step) {
    var mine = new Visit(step, done);
    VISIT.set(mine);
    for (; ; ) {
      step.next();
      Node newest = headAcquire();
      step.next();
      int consumed = consumedOpaque();
      step.next();
      int seq = nextSeq(newest, consumed);
      mine.seq = seq;
      mine.depth = distance(seq, consumed);
      step.next();
      if (putPlain(newest, message, seq)) {
        mine.tell();
        return schedules(newest);
      }
    }
  }

  /** Others may come between a message and its number. */
  @Override
  void numberFirst(Node node) {
    if (headAcquire() == node) { // it is put
      Visit mine = VISIT.get();
      mine.tell();
      mine.step.next();
    }
    super.numberFirst(node);
  }

  /** The number that the calling sender reckoned before it put its message. */
  final int seqBefore() {
    return VISIT.get().seq;
  }

  /** Whether who put a message behind {@code found} is to schedule the agent. */
  boolean schedules(Node found) {
    return found == IDLE;
  }

  void visit(Step step) {
    VISIT.set(new Visit(step, depth -> {}));
  }

  @Override
  public void turn(IntConsumer handle, Step step) {
    visit(step);
    step.next();
    Node first = headAcquire();
    if (isOnlyPlain(first)) { // as in Cell.runOne
      handle.accept((Integer) take(first));
      if (goesIdle(first, following(consumedOpaque()), step)) {
        return;
      }
    }
    int taken = consumedOpaque();
    for (; ; ) { // as in Cell.drain
      step.next();
      Node newest = headAcquire();
      if (isTaken(newest)) {
        if (goesIdle(newest, taken, step)) {
          return;
        }
        continue;
      }
      @Nullable Node batch = takeAll(newest);
      while (batch != null) {
        Node node = batch;
        batch = next(node);
        handle.accept((Integer) take(node));
        taken = following(taken);
        step.next();
      }
    }
  }

  boolean goesIdle(Node newest, int taken, Step step) {
    step.next();
    setConsumedOpaque(taken);
    step.next();
    return goIdle(newest);
  }

  /** Runs as a loop agent does: as soon as it is not idle, whether told to or not. */
  static final class OfALoop extends RealMailbox {
    @Override
    public boolean runsUntold() {
      return true;
    }

    @Override
    public void turn(IntConsumer handle, Step step) {
      visit(step);
      for (; ; ) { // as in LoopAgentCell.next
        step.next();
        Node newest = headAcquire();
        if (isTaken(newest)) {
          step.next();
          if (goIdle(newest)) {
            return;
          }
          continue;
        }
        @Nullable Node batch = takeAll(newest);
        while (batch != null) {
          Node node = batch;
          batch = next(node);
          step.next();
          handle.accept((Integer) take(node));
          step.next();
          setConsumedOpaque(following(consumedOpaque()));
        }
      }
    }
  }

  @Override
  public boolean isIdle() {
    return headAcquire() == IDLE;
  }

  @Override
  protected void run(Frame frame) {
    throw new AssertionError("run by the test");
  }

  @Override
  protected void schedule() {}

  @Override
  protected void prod() {}

  @Override
  protected int priority() {
    return 1;
  }
}

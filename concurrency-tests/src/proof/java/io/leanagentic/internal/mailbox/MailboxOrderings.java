package io.leanagentic.internal.mailbox;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.internal.scheduler.Frame;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The orderings of {@link MailboxHead}: put and take, the end of a turn and the next put. */
public final class MailboxOrderings {
  private MailboxOrderings() {}

  /** A message whose content is written without any ordering of its own. */
  static final class Message {
    int value;
  }

  /** The mailbox of an agent that no worker runs. */
  abstract static class Mailbox extends MailboxHead {
    Mailbox(boolean awake) {
      super(awake);
    }

    @Override
    protected void run(Frame frame) {}

    @Override
    protected void schedule() {}

    @Override
    protected void prod() {}

    @Override
    protected int priority() {
      return NORMAL;
    }

    /** As a sender does; returns whether it found the agent idle. */
    final boolean send(Object message) {
      for (; ; ) {
        Node newest = headAcquire();
        if (putPlain(newest, message, nextSeq(newest, consumedOpaque()))) {
          return newest == IDLE;
        }
      }
    }
  }

  /** A message that is taken has the content that its sender wrote. */
  @JCStressTest
  @Outcome(id = "-1", expect = ACCEPTABLE, desc = "nothing was there yet")
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "the message, whole")
  @Outcome(expect = FORBIDDEN, desc = "a message without its content")
  @State
  public static class Publish extends Mailbox {
    private final Message message = new Message();

    /** Born idle. */
    public Publish() {
      super(false);
    }

    /** The sender. */
    @Actor
    public void sender() {
      message.value = 1;
      send(message);
    }

    /** The agent's turn. */
    @Actor
    public void agent(I_Result r) {
      Node newest = headAcquire();
      r.r1 = newest == IDLE ? -1 : ((Message) take(takeAll(newest))).value;
    }
  }

  /** The same with a plain store instead of the compare-and-set. */
  @JCStressTest
  @Outcome(
      id = {"-1", "1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(id = "0", expect = ACCEPTABLE_INTERESTING, desc = "a message without its content")
  @State
  public static class PublishBroken {
    private final Message message = new Message();
    private Message head;

    /** The sender. */
    @Actor
    public void sender() {
      message.value = 1;
      head = message;
    }

    /** The agent's turn. */
    @Actor
    public void agent(I_Result r) {
      int value = message.value; // which a plain load of the head lets the processor do early
      r.r1 = head == null ? -1 : value;
    }
  }

  /** A turn that ends and a message that comes: one of the two goes on, and sees the other. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "idle; the sender schedules it, after the turn")
  @Outcome(id = "0, -1", expect = ACCEPTABLE, desc = "the agent found the message, and goes on")
  @Outcome(expect = FORBIDDEN, desc = "a lost message, two turns at once, or a turn out of order")
  @State
  public static class Idle extends Mailbox {
    private final Message message = new Message();
    private int left; // by the turn, for the next one

    /** Born in its turn. */
    public Idle() {
      super(true);
    }

    /** The end of a turn. */
    @Actor
    public void agent(II_Result r) {
      left = 1;
      Node newest = headAcquire();
      r.r1 = isTaken(newest) && goIdle(newest) ? 1 : 0;
    }

    /** A sender; if it has to schedule the agent, the next turn. */
    @Actor
    public void sender(II_Result r) {
      r.r2 = send(message) ? left : -1;
    }
  }

  /** The same with a look and a store instead of the compare-and-set. */
  @JCStressTest
  @Outcome(
      id = {"1, 1", "0, -1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the message is lost, or two turns at once")
  @State
  public static class IdleBroken {
    private volatile int head; // 0 taken, 1 a message, 2 idle
    private int left;

    /** The end of a turn. */
    @Actor
    public void agent(II_Result r) {
      left = 1;
      if (head == 0) {
        head = 2;
        r.r1 = 1;
      }
    }

    /** A sender. */
    @Actor
    public void sender(II_Result r) {
      int found = head;
      head = 1;
      r.r2 = found == 2 ? left : -1;
    }
  }
}

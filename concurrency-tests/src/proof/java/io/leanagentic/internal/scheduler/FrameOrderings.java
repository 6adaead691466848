package io.leanagentic.internal.scheduler;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.internal.scheduler.Idlers.Plain;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The orderings of {@link Frame}: counts that others read, and what the watchdog tells a turn. */
public final class FrameOrderings {
  private FrameOrderings() {}

  /** The count that a sender reads is that of the agent it asks for. */
  @JCStressTest
  @Outcome(
      id = {"3", "5"},
      expect = ACCEPTABLE,
      desc = "its own count, or what was known")
  @Outcome(expect = FORBIDDEN, desc = "the count of another agent: a mailbox beyond its bound")
  @State
  public static class Count {
    private final Frame frame = new Frame(null);
    private final Plain one = new Plain(5);
    private final Plain another = new Plain(9);

    /** In a turn of the first. */
    public Count() {
      frame.begin(one);
    }

    /** The worker begins the turn of another agent. */
    @Actor
    public void worker() {
      frame.begin(another);
    }

    /** A sender to the first. */
    @Actor
    public void sender(I_Result r) {
      r.r1 = frame.takenBy(one, 3);
    }
  }

  /** The same without the numbers of the turns. */
  @JCStressTest
  @Outcome(
      id = {"3", "5"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the count of another agent")
  @State
  public static class CountBroken {
    private volatile int consumed = 5;
    private volatile int current = 1;

    /** The worker. */
    @Actor
    public void worker() {
      consumed = 9;
      current = 2;
    }

    /** A sender to the first. */
    @Actor
    public void sender(I_Result r) {
      r.r1 = current == 1 ? consumed : 3;
      if (current != 1) {
        r.r1 = 3;
      }
    }
  }

  /** What the watchdog saw of a turn reaches that turn whole. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "not yet")
  @Outcome(id = "8", expect = ACCEPTABLE, desc = "when this turn was seen")
  @Outcome(expect = FORBIDDEN, desc = "when another turn was seen")
  @State
  public static class Observed {
    private final Frame frame = new Frame(null);

    /** The turn before was seen at 7. */
    public Observed() {
      frame.turns = 2;
      frame.observe(1, 7);
    }

    /** The watchdog. */
    @Actor
    public void watchdog() {
      frame.observe(2, 8);
    }

    /** The turn. */
    @Actor
    public void turn(I_Result r) {
      r.r1 = (int) frame.takeObserved();
    }
  }

  /** The same with plain stores, in the order that they permit. */
  @JCStressTest
  @Outcome(
      id = {"0", "8"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "when another turn was seen")
  @State
  public static class ObservedBroken {
    private int turn = 1;
    private int nanos = 7;

    /** The watchdog. */
    @Actor
    public void watchdog() {
      turn = 2;
      nanos = 8;
    }

    /** The turn. */
    @Actor
    public void turn(I_Result r) {
      r.r1 = turn == 2 ? nanos : 0;
    }
  }
}

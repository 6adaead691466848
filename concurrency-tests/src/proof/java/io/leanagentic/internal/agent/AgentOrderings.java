package io.leanagentic.internal.agent;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.leanagentic.internal.scheduler.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The orderings of {@link AgentState}: park, going idle, relief, the cold state. */
public final class AgentOrderings {
  private AgentOrderings() {}

  /** An agent that no worker runs. */
  abstract static class Agent extends AgentState {
    Agent(boolean awake) {
      super(awake, 0);
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
  }

  /** Two words, each written by one thread and read by the other; nothing orders write and read. */
  abstract static class NoFence {
    static final VarHandle MINE;
    static final VarHandle THEIRS;
    int mine;
    int theirs;

    static {
      try {
        var lookup = MethodHandles.lookup();
        MINE = lookup.findVarHandle(NoFence.class, "mine", int.class);
        THEIRS = lookup.findVarHandle(NoFence.class, "theirs", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }

  /** An agent parks while it is called: it stays awake, or the caller schedules it. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "it saw the call and stays awake")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "it parked, and the caller schedules it")
  @Outcome(expect = FORBIDDEN, desc = "it sleeps for ever, or runs twice")
  @State
  public static class Park extends Agent {
    /** In its turn. */
    public Park() {
      super(true);
    }

    /** The end of a turn of an agent that waits. */
    @Actor
    public void agent(II_Result r) {
      r.r1 = park() ? 1 : 0;
    }

    /** As wakeForControl(). */
    @Actor
    public void caller(II_Result r) {
      r.r2 = setControlAndUnpark() ? 1 : 0;
    }
  }

  /** The same with a look at CONTROL that the setting of PARKED does not confirm. */
  @JCStressTest
  @Outcome(
      id = {"0, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "it sleeps for ever")
  @State
  public static class ParkBroken extends Agent {
    /** In its turn. */
    public ParkBroken() {
      super(true);
    }

    /** The end of a turn of an agent that waits. */
    @Actor
    public void agent(II_Result r) {
      if (!is(CONTROL)) {
        set(PARKED);
        r.r1 = 1;
      }
    }

    /** As wakeForControl(). */
    @Actor
    public void caller(II_Result r) {
      r.r2 = setControlAndUnpark() ? 1 : 0;
    }
  }

  /** An agent goes idle while it is called: it looks again, or the caller wakes it. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "one of them sees the other")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "nobody sees the event")
  @State
  public static class IdleThenControl extends Agent {
    /** In its turn. */
    public IdleThenControl() {
      super(true);
    }

    /** The end of a turn, as TurnLoop.afterIdle(). */
    @Actor
    public void agent(II_Result r) {
      goIdle(headAcquire());
      r.r1 = (stateVolatile() & CONTROL) != 0 ? 1 : 0;
    }

    /** As wakeForControl(). */
    @Actor
    public void caller(II_Result r) {
      r.r2 = setControlAndUnpark() || wakeIfIdle() ? 1 : 0;
    }
  }

  /** The same with release and acquire instead of volatile operations. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "nobody sees the event")
  @State
  public static class IdleThenControlBroken extends NoFence {
    /** The end of a turn. */
    @Actor
    public void agent(II_Result r) {
      MINE.setRelease(this, 1);
      r.r1 = (int) THEIRS.getAcquire(this);
    }

    /** The caller. */
    @Actor
    public void caller(II_Result r) {
      THEIRS.setRelease(this, 1);
      r.r2 = (int) MINE.getAcquire(this);
    }
  }

  /** An agent makes room while a sender begins to wait: one of them sees the other. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "one of them sees the other")
  @Outcome(id = "0, 0", expect = FORBIDDEN, desc = "the sender waits for room that is there")
  @State
  public static class Relief extends Agent {
    /** In its turn. */
    public Relief() {
      super(true);
    }

    /** The agent publishes its count in a turn, as TurnLoop.tellRoom(). */
    @Actor
    public void agent(II_Result r) {
      setConsumedOpaque(1);
      VarHandle.fullFence();
      r.r1 = is(WAITERS) ? 1 : 0;
    }

    /** As CapacityWaiters.add(), and the look at the depth that follows. */
    @Actor
    public void sender(II_Result r) {
      set(WAITERS);
      r.r2 = consumedOpaque();
    }
  }

  /** The same without the fence of the agent. */
  @JCStressTest
  @Outcome(
      id = {"0, 1", "1, 0", "1, 1"},
      expect = ACCEPTABLE,
      desc = "as it should be")
  @Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "the sender waits in vain")
  @State
  public static class ReliefBroken extends Agent {
    /** In its turn. */
    public ReliefBroken() {
      super(true);
    }

    /** The agent. */
    @Actor
    public void agent(II_Result r) {
      setConsumedOpaque(1);
      r.r1 = is(WAITERS) ? 1 : 0;
    }

    /** The sender. */
    @Actor
    public void sender(II_Result r) {
      set(WAITERS);
      r.r2 = consumedOpaque();
    }
  }

  /** Two threads need the cold state first: they get the same one. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "one cold state")
  @Outcome(expect = FORBIDDEN, desc = "two, and what one thread notes is lost")
  @State
  public static class Cold extends Agent {
    private ColdState first;
    private ColdState second;

    /** Idle. */
    public Cold() {
      super(false);
    }

    /** A thread. */
    @Actor
    public void one() {
      first = coldState();
    }

    /** Another. */
    @Actor
    public void another() {
      second = coldState();
    }

    /** Afterwards. */
    @Arbiter
    public void after(I_Result r) {
      r.r1 = first == second ? 1 : 0;
    }
  }

  /** The same with a look and a store instead of compare-and-exchange. */
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "as it should be")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "two cold states")
  @State
  public static class ColdBroken {
    private volatile Object cold;
    private Object first;
    private Object second;

    private Object cold() {
      Object seen = cold;
      if (seen == null) {
        seen = new Object();
        cold = seen;
      }
      return seen;
    }

    /** A thread. */
    @Actor
    public void one() {
      first = cold();
    }

    /** Another. */
    @Actor
    public void another() {
      second = cold();
    }

    /** Afterwards. */
    @Arbiter
    public void after(I_Result r) {
      r.r1 = first == second ? 1 : 0;
    }
  }
}
